import { AppError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { changeAtStripe, writeReading } from "./change-at-stripe.ts";
import { isLive } from "./rules.ts";
import { BillingState, Nothing } from "./schema.ts";

/** Stops paying and using for a while: unused time is credited, the plan ends at once, everything is kept. */
export const pauseSubscription = command({
  verb: "subscription.pause",
  permission: "billing:write",
  input: Nothing,
  output: BillingState,
  prepare: ({ ctx }) =>
    changeAtStripe(ctx, async ({ subscriptions }, running) => {
      if (!isLive(running) || (running.status !== "active" && running.status !== "trialing")) {
        throw new AppError("conflict", "Only a subscription that is paid can be paused.", {
          reason: "not_active",
        });
      }
      await subscriptions.pause(running.id);
    }),
  run: ({ ctx, prepared }) => writeReading(ctx, prepared),
});
