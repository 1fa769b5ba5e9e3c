import type { MintedTenant } from "./harness.ts";

/** Gives a tenant the feature that API keys need, whatever its plan. */
export async function grantApiAccess({ tenant, ctx }: Pick<MintedTenant, "tenant" | "ctx">): Promise<void> {
  const { db, newId, now, ports } = ctx();
  const override = { kind: "feature", key: "api_access", isGranted: true, reason: "test" };
  await db.entitlementOverride.create({ data: { ...override, id: newId(), createdAt: now() } });
  ports.live.publish(tenant.id, { topic: "entitlement" });
}
