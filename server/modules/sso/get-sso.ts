import { query } from "#server/kernel/verb.ts";
import { Nothing, SsoOverview } from "./schema.ts";
import { viewOverview } from "./view-connection.ts";

export const getSso = query({
  verb: "sso.get",
  permission: "sso:read",
  input: Nothing,
  output: SsoOverview,
  run: ({ ctx }) => viewOverview(ctx),
});
