import type { Ctx, Ports, TenantInfo } from "#server/kernel/ctx.ts";
import type { AppError } from "#server/kernel/errors.ts";
import { readAllowance } from "./allowance.ts";
import type { Capability } from "./capabilities.ts";
import { readEntitlements } from "./read-entitlements.ts";
import { missingFeature } from "./refusals.ts";
import type { Entitlements } from "./schema.ts";

/**
 * Passes when the tenant's plan includes the feature, or the catalogue does not sell it apart and there is a plan.
 * @throws AppError `payment_required` naming the plan that has it, `forbidden` when none has
 */
export async function requireFeature(ctx: Ctx, capability: Capability): Promise<void> {
  const refusal = refusalIn(await readEntitlements(ctx), capability);
  if (refusal) throw refusal;
}

/** The same for what every request asks: by what was allowed seconds ago. @returns the refusal, or null */
export async function featureRefusal(
  ports: Ports,
  tenant: TenantInfo,
  capability: Capability,
): Promise<AppError | null> {
  return refusalIn(await readAllowance(ports, tenant), capability);
}

/** @returns why the capability is refused, or null */
export function refusalIn({ capabilities, plan }: Entitlements, capability: Capability): AppError | null {
  const sale = capabilities.find(({ key }) => key === capability);
  return sale && !sale.isGranted ? missingFeature(plan?.name ?? null, sale) : null;
}
