import { command } from "#server/kernel/verb.ts";
import { scheduleEnd, writeSchedule } from "./schedule-end.ts";
import { BillingState, Nothing } from "./schema.ts";

/** Takes a cancellation back while the period still runs. */
export const resumeSubscription = command({
  verb: "subscription.resume",
  permission: "billing:write",
  input: Nothing,
  output: BillingState,
  prepare: ({ ctx }) => scheduleEnd(ctx, { cancel_at_period_end: false }),
  run: ({ ctx, prepared }) => writeSchedule(ctx, prepared),
});
