import { query } from "#server/kernel/verb.ts";
import { readBillingState } from "./billing-state.ts";
import { BillingState, Nothing } from "./schema.ts";

export const getSubscription = query({
  verb: "subscription.get",
  permission: "billing:read",
  input: Nothing,
  output: BillingState,
  run: ({ ctx }) => readBillingState(ctx),
});
