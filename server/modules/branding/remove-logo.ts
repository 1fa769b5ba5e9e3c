import { command } from "#server/kernel/verb.ts";
import { Branding, GetBrandingInput } from "./schema.ts";
import { readBranding, writeBranding } from "./store.ts";

export const removeLogo = command({
  verb: "branding.removeLogo",
  permission: "branding:write",
  input: GetBrandingInput,
  output: Branding,
  async run({ ctx }) {
    const before = await readBranding(ctx.db, ctx.tenant.name);
    const { companyName, theme } = before;
    await writeBranding(ctx.db, ctx.tenant.id, { companyName, theme, logoHash: null });
    const after = await readBranding(ctx.db, ctx.tenant.name);
    return {
      value: after,
      audit: { entityId: ctx.tenant.id, before, after },
      events: [{ type: "branding.changed" }],
    };
  },
});
