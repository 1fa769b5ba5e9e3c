import { SUSPENDED_REASONS, type SystemDb, TENANT_STATUSES, type TenantDb } from "#server/kernel/ctx.ts";
import type { LifeState } from "./rules.ts";

const LIFE = {
  status: true,
  suspendedReason: true,
  suspendedNote: true,
  suspendedAt: true,
  closedAt: true,
  eraseAfter: true,
  eraseRequestedBy: true,
  graceUntil: true,
} as const;

export async function readLife(db: TenantDb | SystemDb, tenantId: string): Promise<LifeState | null> {
  const row = await db.tenant.findUnique({ where: { id: tenantId }, select: LIFE });
  return row && { ...row, ...readStatus(row) };
}

/** Keeps others from moving the tenant until the end of the transaction. */
export async function lockLife(db: TenantDb | SystemDb, tenantId: string): Promise<LifeState | null> {
  await db.$queryRaw`select 1 from tenant where id = ${tenantId} for update`;
  return readLife(db, tenantId);
}

export async function saveLife(db: TenantDb | SystemDb, tenantId: string, life: LifeState): Promise<void> {
  await db.tenant.update({ where: { id: tenantId }, data: life, select: { id: true } });
}

/** An unknown status is closed to everybody. */
export function readStatus(row: { status: string; suspendedReason: string | null }) {
  return {
    status: TENANT_STATUSES.find((each) => each === row.status) ?? ("closed" as const),
    suspendedReason: SUSPENDED_REASONS.find((each) => each === row.suspendedReason) ?? null,
  };
}
