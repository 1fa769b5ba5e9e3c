import { command } from "#server/kernel/verb.ts";
import { encodeLogo } from "#server/platform/picture.ts";
import { changeLook } from "./change-look.ts";
import { Branding, UploadLogoInput } from "./schema.ts";
import { insertAsset } from "./store.ts";

export const uploadLogo = command({
  verb: "branding.uploadLogo",
  permission: "branding:write",
  input: UploadLogoInput,
  output: Branding,
  prepare: ({ input }) => encodeLogo(Buffer.from(input.base64, "base64")),
  async run({ ctx, prepared: logo }) {
    await insertAsset(ctx.db, logo);
    return changeLook(ctx, { logoHash: logo.hash });
  },
});
