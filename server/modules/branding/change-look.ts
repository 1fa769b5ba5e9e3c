import type { Ctx } from "#server/kernel/ctx.ts";
import { requireFeature } from "../entitlements/index.ts";
import { type BrandingChange, readBranding, writeBranding } from "./store.ts";

/** Changes what is given of the tenant's look, and leaves the rest as somebody else may have just saved it. */
export async function changeLook(ctx: Ctx, change: BrandingChange) {
  await requireFeature(ctx, "custom_branding");
  const before = await readBranding(ctx.db, ctx.tenant.name);
  await writeBranding(ctx.db, ctx.tenant.id, change, before);
  const after = await readBranding(ctx.db, ctx.tenant.name);
  return {
    value: after,
    audit: { entityId: ctx.tenant.id, before, after },
    events: [{ type: "branding.changed" }],
  };
}
