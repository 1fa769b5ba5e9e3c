import type { SystemDb } from "#server/kernel/ctx.ts";
import { ENDED } from "./plans-in-use.ts";

/** The tenants that have this add-on on a subscription that is not over. */
export async function listAddOnUses(db: SystemDb, addOn: string): Promise<string[]> {
  const rows = await db.subscription.findMany({
    where: { status: { notIn: ENDED }, addOns: { array_contains: [{ key: addOn }] } },
    distinct: ["tenantId"],
    select: { tenantId: true },
  });
  return rows.map(({ tenantId }) => tenantId);
}
