import { command } from "#server/kernel/verb.ts";
import { changeAtStripe, writeReading } from "./change-at-stripe.ts";
import { BillingState, Nothing } from "./schema.ts";

/** Takes a cancellation back while the period still runs, or goes on after a pause, with a period that begins now. */
export const resumeSubscription = command({
  verb: "subscription.resume",
  permission: "billing:write",
  input: Nothing,
  output: BillingState,
  prepare: ({ ctx }) =>
    changeAtStripe(ctx, ({ subscriptions }, { id, status }) =>
      status === "paused"
        ? subscriptions.resume(id)
        : subscriptions.update(id, { cancel_at_period_end: false }),
    ),
  run: ({ ctx, prepared }) => writeReading(ctx, prepared),
});
