import { command } from "#server/kernel/verb.ts";
import { encodeLogo } from "#server/platform/picture.ts";
import { Branding, UploadLogoInput } from "./schema.ts";
import { insertAsset, readBranding, writeBranding } from "./store.ts";

export const uploadLogo = command({
  verb: "branding.uploadLogo",
  permission: "branding:write",
  input: UploadLogoInput,
  output: Branding,
  prepare: ({ input }) => encodeLogo(Buffer.from(input.base64, "base64")),
  async run({ ctx, prepared: logo }) {
    const before = await readBranding(ctx.db, ctx.tenant.name);
    await insertAsset(ctx.db, ctx.tenant.id, logo);
    const { companyName, theme } = before;
    await writeBranding(ctx.db, ctx.tenant.id, { companyName, theme, logoHash: logo.hash });
    const after = await readBranding(ctx.db, ctx.tenant.name);
    return {
      value: after,
      audit: { entityId: ctx.tenant.id, before, after },
      events: [{ type: "branding.changed" }],
    };
  },
});
