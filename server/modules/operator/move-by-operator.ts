import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { type LifeChange, moveTenant } from "../tenancy/index.ts";
import { mustFindTenant, viewTenant } from "./view-tenant.ts";

/** One of the operator's changes to a tenant's life, as the outcome of a command. */
export async function moveByOperator(ctx: PlatformCtx, name: string, change: LifeChange) {
  const { id } = await mustFindTenant(ctx, name);
  const { audit, events } = await moveTenant(ctx, id, change);
  return { value: await viewTenant(ctx, await mustFindTenant(ctx, id)), audit, events };
}
