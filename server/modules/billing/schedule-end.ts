import type Stripe from "stripe";
import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { readBillingState } from "./billing-state.ts";
import { isLive } from "./rules.ts";
import { listSubscriptions } from "./store.ts";
import { askingStripe } from "./stripe-outage.ts";
import { type Reading, readSubscriptions, writeSubscriptions } from "./sync-subscriptions.ts";

/** Tells Stripe whether the running subscription ends with its period, and reads what came of it. */
export async function scheduleEnd(
  ctx: Ctx,
  change: Pick<Stripe.SubscriptionUpdateParams, "cancel_at_period_end" | "cancellation_details">,
): Promise<Reading> {
  const running = (await listSubscriptions(ctx.db)).find(isLive);
  if (!running) {
    throw new AppError("unprocessable", "There is no running subscription.", { reason: "no_subscription" });
  }
  const reading = await askingStripe(async () => {
    await ctx.ports.stripe.client.subscriptions.update(running.id, change);
    return readSubscriptions(ctx);
  });
  if (!reading) throw new Error("A subscription without a customer.");
  return reading;
}

export async function writeSchedule(ctx: Ctx, reading: Reading) {
  const { before, after, events } = await writeSubscriptions(ctx, reading);
  return {
    value: await readBillingState(ctx),
    audit: { entityId: after[0]?.id ?? ctx.tenant.id, before, after },
    events,
  };
}
