import { command } from "#server/kernel/verb.ts";
import { changeAtStripe, writeReading } from "./change-at-stripe.ts";
import { releaseSchedule } from "./plan-change/schedule.ts";
import { BillingState, CancelSubscriptionInput, type SubscriptionStatus } from "./schema.ts";

const GIVES_NOTHING = new Set<SubscriptionStatus>(["incomplete", "paused", "unpaid"]);

/** Lets the subscription end with the period that is paid for; until then nothing changes. One that gives nothing ends at once. */
export const cancelSubscription = command({
  verb: "subscription.cancel",
  permission: "billing:write",
  input: CancelSubscriptionInput,
  output: BillingState,
  prepare: ({ ctx, input: { feedback, comment } }) =>
    changeAtStripe(ctx, async (stripe, running) => {
      // What is planned after the period would go on for ever after an end.
      await releaseSchedule(stripe, await stripe.subscriptions.retrieve(running.id));
      const details =
        feedback || comment
          ? { cancellation_details: { ...(feedback ? { feedback } : {}), ...(comment ? { comment } : {}) } }
          : {};
      if (GIVES_NOTHING.has(running.status)) await stripe.subscriptions.cancel(running.id, details);
      else await stripe.subscriptions.update(running.id, { cancel_at_period_end: true, ...details });
    }),
  run: ({ ctx, prepared }) => writeReading(ctx, prepared),
});
