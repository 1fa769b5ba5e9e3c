import type Stripe from "stripe";
import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { readBillingState } from "./billing-state.ts";
import { changeAlone } from "./change-alone.ts";
import { isLive, type SubscriptionRow } from "./rules.ts";
import { listSubscriptions } from "./store.ts";
import {
  type Reading,
  readSubscriptions,
  syncSubscriptions,
  writeSubscriptions,
} from "./sync-subscriptions.ts";

/** Changes the subscription that runs at Stripe now, heard of or not, and reads what came of it. */
export async function changeAtStripe(
  ctx: Ctx,
  change: (stripe: Stripe, running: SubscriptionRow) => Promise<unknown>,
): Promise<Reading> {
  return changeAlone(ctx, async () => {
    await syncSubscriptions(ctx);
    const running = (await listSubscriptions(ctx.db)).find(isLive);
    if (!running) {
      throw new AppError("unprocessable", "There is no running subscription. Choose a plan first.", {
        reason: "no_subscription",
      });
    }
    await change(ctx.ports.stripe.client, running);
    const reading = await readSubscriptions(ctx);
    if (!reading) throw new Error("A subscription without a customer.");
    return reading;
  });
}

/** Inside the command's transaction: what was read, and the state that follows from it. */
export async function writeReading(ctx: Ctx, reading: Reading) {
  const { before, after, events } = await writeSubscriptions(ctx, reading);
  return {
    value: await readBillingState(ctx),
    audit: { entityId: after[0]?.id ?? ctx.tenant.id, before, after },
    events,
  };
}
