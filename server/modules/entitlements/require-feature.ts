import type { Ctx } from "#server/kernel/ctx.ts";
import { readEntitlements } from "./read-entitlements.ts";
import { missingFeature } from "./refusals.ts";

/**
 * Passes when the tenant's plan includes the feature, or the catalogue does not sell it apart.
 * @throws AppError `payment_required` naming the plan that has it, `forbidden` when none has
 */
export async function requireFeature(ctx: Ctx, feature: string): Promise<void> {
  const { catalogue, features, plan } = await readEntitlements(ctx);
  const sold = features.find(({ key }) => key === feature);
  if (!sold || sold.isGranted) return;
  throw missingFeature(catalogue, plan?.name ?? null, sold);
}
