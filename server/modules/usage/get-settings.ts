import { query } from "#server/kernel/verb.ts";
import { Nothing, UsageSettings } from "./schema.ts";
import { viewSettings } from "./settings-view.ts";

export const getUsageSettings = query({
  verb: "usageSetting.get",
  permission: "billing:read",
  input: Nothing,
  output: UsageSettings,
  run: ({ ctx }) => viewSettings(ctx),
});
