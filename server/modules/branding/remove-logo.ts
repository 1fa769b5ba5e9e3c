import { command } from "#server/kernel/verb.ts";
import { changeLook } from "./change-look.ts";
import { Branding, GetBrandingInput } from "./schema.ts";

export const removeLogo = command({
  verb: "branding.removeLogo",
  permission: "branding:write",
  input: GetBrandingInput,
  output: Branding,
  run: ({ ctx }) => changeLook(ctx, { logoHash: null }),
});
