import { z } from "zod";
import type { SystemDb } from "#server/kernel/ctx.ts";

/** What the person asked for; the mail and its token come later. */
export type LinkPurpose = "sign_up" | "reset" | "verify" | "change";

export interface NewLink {
  id: string;
  purpose: LinkPurpose;
  email: string;
  userId: string | null;
  tenantId: string | null;
  origin: string;
  basePath: string;
  data: Record<string, string>;
  createdAt: Date;
  expiresAt: Date;
}

export async function insertLink(db: SystemDb, link: NewLink): Promise<void> {
  await db.accountLink.create({ data: link, select: { id: true } });
}

/** @returns the link while it is neither used, stopped, superseded nor late. */
export async function findOpenLink(db: SystemDb, id: string, purpose: LinkPurpose, now: Date) {
  return db.accountLink.findFirst({ where: { id, purpose, closedAt: null, expiresAt: { gt: now } } });
}
export type Link = NonNullable<Awaited<ReturnType<typeof findOpenLink>>>;

export async function findLink(db: SystemDb, id: string): Promise<Link | null> {
  return db.accountLink.findUnique({ where: { id } });
}

/** Uses the link up in one statement: of two requests one is answered. */
export async function closeLink(db: SystemDb, id: string, now: Date): Promise<boolean> {
  const where = { id, closedAt: null, expiresAt: { gt: now } };
  const { count } = await db.accountLink.updateMany({ where, data: { closedAt: now } });
  return count === 1;
}

/** A newer link has been sent: older ones of the same purpose to the same address are dead. */
export async function closeOlderLinks(db: SystemDb, { id, email, purpose, createdAt }: Link, now: Date) {
  await db.accountLink.updateMany({
    where: { email, purpose, closedAt: null, id: { not: id }, createdAt: { lte: createdAt } },
    data: { closedAt: now },
  });
}

/** Whatever was mailed about this account is dead: its password or address has changed. */
export async function closeLinksOfUser(db: SystemDb, userId: string, now: Date): Promise<void> {
  await db.accountLink.updateMany({ where: { userId, closedAt: null }, data: { closedAt: now } });
}

/** A person has one change of address at a time. */
export async function closeChangesOfUser(db: SystemDb, userId: string, now: Date): Promise<void> {
  const where = { userId, purpose: "change", closedAt: null };
  await db.accountLink.updateMany({ where, data: { closedAt: now } });
}

export async function findOpenChange(db: SystemDb, userId: string, now: Date) {
  return db.accountLink.findFirst({
    where: { userId, purpose: "change", closedAt: null, expiresAt: { gt: now } },
    select: { email: true },
  });
}

/** Ties a visitor's request to the account it turned out to be about. */
export async function setLinkUser(db: SystemDb, id: string, userId: string): Promise<void> {
  await db.accountLink.updateMany({ where: { id }, data: { userId } });
}

/** Links that nobody can use any more: closed or late. */
export async function deleteDeadLinks(db: SystemDb, before: Date): Promise<number> {
  const { count } = await db.accountLink.deleteMany({ where: { expiresAt: { lt: before } } });
  return count;
}

const Texts = z.record(z.string(), z.string()).catch({});

export const dataOf = ({ data }: Link): Record<string, string> => Texts.parse(data);
