import { AppError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { changeAtStripe, writeReading } from "../change-at-stripe.ts";
import { BillingState, Nothing } from "../schema.ts";
import { releaseSchedule } from "./schedule.ts";

/** Takes back a change that was to come with the next period. */
export const dropScheduledChange = command({
  verb: "subscription.dropScheduledChange",
  permission: "billing:write",
  input: Nothing,
  output: BillingState,
  prepare: ({ ctx }) =>
    changeAtStripe(ctx, async (stripe, { id }) => {
      if (await releaseSchedule(stripe, await stripe.subscriptions.retrieve(id))) return;
      throw new AppError("unprocessable", "No change is planned.", { reason: "nothing_scheduled" });
    }),
  run: ({ ctx, prepared }) => writeReading(ctx, prepared),
});
