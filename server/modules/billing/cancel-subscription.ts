import { command } from "#server/kernel/verb.ts";
import { scheduleEnd, writeSchedule } from "./schedule-end.ts";
import { BillingState, CancelSubscriptionInput } from "./schema.ts";

/** Lets the subscription end with the period that is paid for. Until then nothing changes. */
export const cancelSubscription = command({
  verb: "subscription.cancel",
  permission: "billing:write",
  input: CancelSubscriptionInput,
  output: BillingState,
  prepare: ({ ctx, input: { feedback, comment } }) =>
    scheduleEnd(ctx, {
      cancel_at_period_end: true,
      ...(feedback || comment
        ? { cancellation_details: { ...(feedback ? { feedback } : {}), ...(comment ? { comment } : {}) } }
        : {}),
    }),
  run: ({ ctx, prepared }) => writeSchedule(ctx, prepared),
});
