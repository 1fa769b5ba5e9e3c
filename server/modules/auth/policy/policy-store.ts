import type { TenantDb } from "#server/kernel/ctx.ts";

export async function readPolicy(db: TenantDb): Promise<{ requireTwoFactor: boolean }> {
  const row = await db.signInPolicy.findFirst({ select: { requireTwoFactor: true } });
  return row ?? { requireTwoFactor: false };
}

export async function putPolicy(db: TenantDb, tenantId: string, requireTwoFactor: boolean): Promise<void> {
  const row = { tenantId, requireTwoFactor };
  await db.signInPolicy.upsert({
    where: { tenantId },
    create: row,
    update: row,
    select: { tenantId: true },
  });
}
