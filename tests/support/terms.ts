import type { MintedTenant } from "./harness.ts";

type Minted = Pick<MintedTenant, "tenant" | "ctx">;

/** Agrees with a tenant whether it has a feature, whatever its plan; null: the plan decides again. */
export async function agreeOn(minted: Minted, key: string, isGranted: boolean | null): Promise<void> {
  const { ports, newId, now } = minted.ctx();
  const where = { tenantId: minted.tenant.id, kind: "feature", key };
  const { entitlementOverride } = ports.systemDb.client;
  await entitlementOverride.deleteMany({ where });
  const term = { id: newId(), isGranted, reason: "test", createdAt: now() };
  if (isGranted !== null) await entitlementOverride.create({ data: { ...where, ...term } });
  ports.live.publish(minted.tenant.id, { topic: "entitlement" });
}

/** Gives a tenant a plan of the price list without Stripe; null takes it away. */
export async function givePlan(minted: Minted, plan: string | null): Promise<void> {
  const { ports, now } = minted.ctx();
  const { planGrant } = ports.systemDb.client;
  await planGrant.deleteMany({ where: { tenantId: minted.tenant.id } });
  if (plan) await planGrant.create({ data: { tenantId: minted.tenant.id, plan, createdAt: now() } });
  ports.live.publish(minted.tenant.id, { topic: "entitlement" });
}
