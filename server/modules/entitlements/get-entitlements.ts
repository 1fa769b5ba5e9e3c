import { query } from "#server/kernel/verb.ts";
import { readEntitlements } from "./read-entitlements.ts";
import { Entitlements, Nothing } from "./schema.ts";

export const getEntitlements = query({
  verb: "entitlement.get",
  permission: "tenant:read",
  input: Nothing,
  output: Entitlements,
  run: ({ ctx }) => readEntitlements(ctx),
});
