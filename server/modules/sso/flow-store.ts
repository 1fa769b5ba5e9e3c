import type { TenantDb } from "#server/kernel/ctx.ts";
import { Identity } from "./schema.ts";

export interface FlowRow {
  /** Hash of the state. */
  id: string;
  connectionId: string;
  browserHash: string;
  origin: string;
  next: string;
  testerId: string | null;
  requestId: string | null;
  expiresAt: Date;
}

export async function insertFlow(db: TenantDb, flow: FlowRow, now: Date): Promise<void> {
  await db.ssoFlow.deleteMany({ where: { expiresAt: { lt: now } } });
  await db.ssoFlow.create({ data: flow, select: { id: true } });
}

export async function findOpenFlow(db: TenantDb, id: string, now: Date): Promise<FlowRow | null> {
  return db.ssoFlow.findFirst({ where: { id, usedAt: null, expiresAt: { gt: now } } });
}

/** Uses the flow up in one statement: of two answers to one question only the first counts. */
export async function takeFlow(db: TenantDb, id: string, now: Date): Promise<boolean> {
  const { count } = await db.ssoFlow.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  return count === 1;
}

/** Keeps what a SAML response said until the browser that asked comes for it. Once: a replay finds it answered. */
export async function answerFlow(db: TenantDb, id: string, identity: Identity, now: Date): Promise<boolean> {
  const { count } = await db.ssoFlow.updateMany({
    where: { id, answeredAt: null, usedAt: null, expiresAt: { gt: now } },
    data: { answeredAt: now, identity },
  });
  return count === 1;
}

export async function readAnswer(db: TenantDb, id: string): Promise<Identity | null> {
  const row = await db.ssoFlow.findFirst({ where: { id }, select: { identity: true } });
  return row?.identity ? Identity.parse(row.identity) : null;
}
