import { command } from "#server/kernel/verb.ts";
import { changeLook } from "./change-look.ts";
import { Branding, UpdateBrandingInput } from "./schema.ts";

export const updateBranding = command({
  verb: "branding.update",
  permission: "branding:write",
  input: UpdateBrandingInput,
  output: Branding,
  run: ({ ctx, input }) => changeLook(ctx, input),
});
