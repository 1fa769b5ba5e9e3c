import { command } from "#server/kernel/verb.ts";
import { Branding, UpdateBrandingInput } from "./schema.ts";
import { readBranding, writeBranding } from "./store.ts";

export const updateBranding = command({
  verb: "branding.update",
  permission: "branding:write",
  input: UpdateBrandingInput,
  output: Branding,
  async run({ ctx, input }) {
    const before = await readBranding(ctx.db, ctx.tenant.name);
    await writeBranding(ctx.db, ctx.tenant.id, input);
    const after = await readBranding(ctx.db, ctx.tenant.name);
    return {
      value: after,
      audit: { entityId: ctx.tenant.id, before, after },
      events: [{ type: "branding.changed" }],
    };
  },
});
