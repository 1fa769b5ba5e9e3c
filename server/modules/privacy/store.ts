import type { SystemDb } from "#server/kernel/ctx.ts";

/** Tenants that are due: being erased, or closed for longer than they can be restored. */
export async function listTenantsToErase(db: SystemDb, now: Date): Promise<string[]> {
  const rows = await db.tenant.findMany({
    where: { status: { in: ["closed", "erasing"] }, eraseAfter: { lte: now } },
    orderBy: { eraseAfter: "asc" },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

const BATCH_MEMBERS = 200;

/**
 * Takes a batch of members off the tenant, and erases the persons who belong to no other one and do not run the platform.
 * Their accounts are locked first, so that nobody joins elsewhere meanwhile. Call it in a transaction.
 */
export async function eraseMembers(
  db: SystemDb,
  tenantId: string,
): Promise<{ members: number; persons: number }> {
  const members = await db.membership.findMany({
    where: { tenantId },
    take: BATCH_MEMBERS,
    select: { id: true, userId: true },
  });
  const userIds = members.map(({ userId }) => userId);
  await db.$queryRaw`select 1 from app_user where id = any(${userIds}) order by id for update`;
  await db.membership.deleteMany({ where: { tenantId, id: { in: members.map(({ id }) => id) } } });
  const { count: persons } = await db.user.deleteMany({
    where: { id: { in: userIds }, isOperator: false, memberships: { none: {} } },
  });
  return { members: members.length, persons };
}

export interface Tombstone {
  idHash: string;
  slugHash: string;
  slugFreeAfter: Date;
  erasedAt: Date;
  erasedBy: string;
}

/** The very last row goes and its tombstone comes. @returns false when another process was first */
export async function replaceByTombstone(db: SystemDb, tenantId: string, stone: Tombstone): Promise<boolean> {
  const { count } = await db.tenant.deleteMany({ where: { id: tenantId, status: "erasing" } });
  if (count === 0) return false;
  await db.tenantTombstone.createMany({ data: [stone], skipDuplicates: true });
  return true;
}
