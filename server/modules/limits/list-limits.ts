import { query } from "#server/kernel/verb.ts";
import { readLimits } from "./read-limits.ts";
import { LimitList, Nothing } from "./schema.ts";

export const listLimits = query({
  verb: "limit.list",
  permission: "billing:read",
  input: Nothing,
  output: LimitList,
  run: ({ ctx }) => readLimits(ctx),
});
