import type { SystemDb, TenantDb } from "#server/kernel/ctx.ts";
import type { Role } from "#server/kernel/permission.ts";
import { toRole } from "./store.ts";

export interface InvitationRow {
  tenantId: string;
  id: string;
  email: string;
  role: Role;
  grants: string[];
  denials: string[];
  tokenHash: string;
  invitedByName: string;
  invitedBy: string | null;
  sentAt: Date;
  sendCount: number;
  expiresAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
}

const UNANSWERED = { acceptedAt: null, revokedAt: null } as const;

/** Not answered yet, the expired among them: those can be sent again. */
export async function listUnanswered(db: TenantDb): Promise<InvitationRow[]> {
  const rows = await db.invitation.findMany({
    where: UNANSWERED,
    orderBy: [{ sentAt: "desc" }, { id: "desc" }],
  });
  return rows.map(withRole);
}

/** How many seats open invitations keep, leaving out those of `exceptEmails`. */
export const countOpen = (
  db: TenantDb,
  tenantId: string,
  now: Date,
  exceptEmails: readonly string[] = [],
): Promise<number> =>
  db.invitation.count({
    where: { tenantId, ...UNANSWERED, expiresAt: { gt: now }, email: { notIn: [...exceptEmails] } },
  });

export async function findUnanswered(db: TenantDb, id: string): Promise<InvitationRow | null> {
  const row = await db.invitation.findFirst({ where: { id, ...UNANSWERED } });
  return row && withRole(row);
}

export async function findInvitation(db: TenantDb, id: string): Promise<InvitationRow | null> {
  const row = await db.invitation.findFirst({ where: { id } });
  return row && withRole(row);
}

/** Platform scope: who holds the link is nobody yet, so the tenant is named. */
export async function findByToken(
  db: SystemDb,
  tenantId: string,
  tokenHash: string,
): Promise<InvitationRow | null> {
  const row = await db.invitation.findFirst({ where: { tenantId, tokenHash } });
  return row && withRole(row);
}

export async function insertInvitation(
  db: TenantDb,
  row: Omit<InvitationRow, "tenantId" | "sendCount" | "acceptedAt" | "revokedAt"> & { createdAt: Date },
): Promise<void> {
  await db.invitation.create({ data: row, select: { id: true } });
}

/** For a tenant that has no member yet who could invite. */
export async function insertOwnerInvitation(
  db: SystemDb,
  tenantId: string,
  row: Pick<InvitationRow, "id" | "email" | "tokenHash" | "sentAt" | "expiresAt"> & { createdAt: Date },
): Promise<void> {
  const data = { ...row, tenantId, role: "owner", invitedByName: "" };
  await db.invitation.create({ data, select: { id: true } });
}

/** A new token: the link before it is dead from now on. */
export async function renewToken(
  db: TenantDb,
  id: string,
  renewed: Partial<Pick<InvitationRow, "role" | "grants" | "denials" | "invitedBy" | "invitedByName">> &
    Pick<InvitationRow, "tokenHash" | "sentAt" | "sendCount" | "expiresAt">,
): Promise<void> {
  await db.invitation.updateMany({ where: { id, ...UNANSWERED }, data: renewed });
}

export async function setRevoked(db: TenantDb, id: string, now: Date): Promise<boolean> {
  const { count } = await db.invitation.updateMany({
    where: { id, ...UNANSWERED },
    data: { revokedAt: now },
  });
  return count === 1;
}

/** Whoever joins with this address uses up its open invitation. @returns whether there was one */
export async function setAcceptedFor(
  db: SystemDb,
  tenantId: string,
  email: string,
  now: Date,
): Promise<boolean> {
  const { count } = await db.invitation.updateMany({
    where: { tenantId, email, ...UNANSWERED, expiresAt: { gt: now } },
    data: { acceptedAt: now },
  });
  return count > 0;
}

const withRole = <Row extends { role: string }>(row: Row) => ({ ...row, role: toRole(row.role) });
