import { query } from "#server/kernel/verb.ts";
import { Branding, GetBrandingInput } from "./schema.ts";
import { readBranding } from "./store.ts";

export const getBranding = query({
  verb: "branding.get",
  permission: "branding:read",
  input: GetBrandingInput,
  output: Branding,
  run: ({ ctx }) => readBranding(ctx.db, ctx.tenant.name),
});
