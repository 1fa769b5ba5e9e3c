import type Stripe from "stripe";
import type { z } from "zod";
import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { changeAlone } from "../change-alone.ts";
import { writeReading } from "../change-at-stripe.ts";
import { payUrlOf } from "../plan-change/change-plan.ts";
import { releaseSchedule } from "../plan-change/schedule.ts";
import { prorationDate } from "../quote-items.ts";
import { readAppliedTicket } from "../store.ts";
import { readSubscriptions } from "../sync-subscriptions.ts";
import { type AddOnOrder, requireChangeable, resolveAddOn } from "./resolve-add-on.ts";
import { AddOnSet, SetAddOnInput } from "./schema.ts";

type Wanted = z.output<typeof SetAddOnInput>;

/**
 * Has so many of an add-on from now on; none takes it off. What comes is charged at once, exactly as quoted, and holds
 * when it is paid; what goes is credited for the rest of the period. Doing it twice, or in two tabs at once, does it once.
 */
export const setAddOn = command({
  verb: "addOn.set",
  permission: "billing:write",
  input: SetAddOnInput,
  output: AddOnSet,
  prepare: ({ ctx, input }) =>
    changeAlone(ctx, async () => {
      const payUrl = await carryOut(ctx, await resolveAddOn(ctx, input), input);
      const reading = await readSubscriptions(ctx);
      if (!reading) throw new Error("A subscription without a customer.");
      return { reading, payUrl };
    }),
  async run({ ctx, prepared: { reading, payUrl } }) {
    const { value, ...rest } = await writeReading(ctx, reading);
    return { value: { state: value, payUrl }, ...rest };
  },
});

async function carryOut(ctx: Ctx, order: AddOnOrder, input: Wanted): Promise<string | null> {
  const { subscription, now, interval, owned, wanted } = order;
  const { from } = input;
  if (owned === wanted) return null;
  if (pendingQuantity(subscription, input.addOn) === wanted) return payUrlOf(subscription);
  requireChangeable(order);
  if (from.quantity !== owned || from.plan !== now.plan || from.interval !== interval) {
    throw new AppError(
      "conflict",
      "The subscription was changed meanwhile. Look at it before you change it again.",
      { reason: "add_on_changed" },
    );
  }
  const { client } = ctx.ports.stripe;
  // Nothing is planned any more, but the schedule of the period that runs would undo the change.
  await releaseSchedule(client, subscription);
  return payUrlOf(await update(ctx, order, input));
}

async function update(
  ctx: Ctx,
  order: AddOnOrder,
  { addOn, quotedAt }: Wanted,
): Promise<Stripe.Subscription> {
  const { subscription, now, owned, wanted, items } = order;
  const ticket = await readAppliedTicket(ctx.db);
  return ctx.ports.stripe.client.subscriptions.update(
    subscription.id,
    {
      items,
      expand: ["latest_invoice"],
      ...(now.status === "trialing"
        ? { proration_behavior: "none" }
        : {
            proration_behavior: "always_invoice",
            ...(wanted > owned ? { payment_behavior: "pending_if_incomplete" } : {}),
            ...(await prorationDate(ctx, subscription.id, items, quotedAt)),
          }),
    },
    // Two clicks on one quote are one order; the same order after another was written is another.
    { idempotencyKey: `add-on:${subscription.id}:${addOn}:${owned}:${wanted}:${quotedAt}:${ticket}` },
  );
}

/** How many there will be once what waits is paid for; null while nothing waits. */
function pendingQuantity({ pending_update }: Stripe.Subscription, addOn: string): number | null {
  if (!pending_update?.subscription_items) return null;
  return pending_update.subscription_items
    .filter(({ price }) => price.metadata.marque_add_on === addOn)
    .reduce((sum, { quantity }) => sum + (quantity ?? 1), 0);
}
