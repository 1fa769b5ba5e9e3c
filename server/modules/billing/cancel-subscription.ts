import { command } from "#server/kernel/verb.ts";
import { changeAtStripe, writeReading } from "./change-at-stripe.ts";
import { releaseSchedule } from "./plan-change/schedule.ts";
import { BillingState, CancelSubscriptionInput } from "./schema.ts";

/** Lets the subscription end with the period that is paid for. Until then nothing changes. */
export const cancelSubscription = command({
  verb: "subscription.cancel",
  permission: "billing:write",
  input: CancelSubscriptionInput,
  output: BillingState,
  prepare: ({ ctx, input: { feedback, comment } }) =>
    changeAtStripe(ctx, async (stripe, running) => {
      // What is planned after the period would go on for ever after an end.
      await releaseSchedule(stripe, await stripe.subscriptions.retrieve(running.id));
      await stripe.subscriptions.update(running.id, {
        cancel_at_period_end: true,
        ...(feedback || comment
          ? { cancellation_details: { ...(feedback ? { feedback } : {}), ...(comment ? { comment } : {}) } }
          : {}),
      });
    }),
  run: ({ ctx, prepared }) => writeReading(ctx, prepared),
});
