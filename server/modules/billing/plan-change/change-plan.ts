import type Stripe from "stripe";
import type { z } from "zod";
import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { changeAlone } from "../change-alone.ts";
import { writeReading } from "../change-at-stripe.ts";
import { prorationDate } from "../quote-items.ts";
import { type Reading, readSubscriptions } from "../sync-subscriptions.ts";
import { changedItems } from "./changed-items.ts";
import { type Change, resolveChange } from "./resolve-change.ts";
import { putSchedule, releaseSchedule } from "./schedule.ts";
import { ChangePlanInput, PlanChanged } from "./schema.ts";

type Wanted = z.output<typeof ChangePlanInput>;

/**
 * Moves the running subscription to another plan or interval: upwards at once, with the difference invoiced exactly as
 * quoted; downwards at the end of the period. What cannot be paid leaves the old plan in force. Doing it twice, or in two
 * tabs at once, does it once.
 */
export const changePlan = command({
  verb: "subscription.changePlan",
  permission: "billing:write",
  input: ChangePlanInput,
  output: PlanChanged,
  prepare: ({ ctx, input }) => changeAlone(ctx, () => change(ctx, input)),
  async run({ ctx, prepared: { reading, payUrl } }) {
    const { value, ...rest } = await writeReading(ctx, reading);
    return { value: { state: value, payUrl }, ...rest };
  },
});

async function change(ctx: Ctx, wanted: Wanted): Promise<{ reading: Reading; payUrl: string | null }> {
  const resolved = await resolveChange(ctx, wanted);
  const payUrl = await carryOut(ctx, resolved, wanted);
  const reading = await readSubscriptions(ctx);
  if (!reading) throw new Error("A subscription without a customer.");
  return { reading, payUrl };
}

async function carryOut(ctx: Ctx, resolved: Change, wanted: Wanted): Promise<string | null> {
  const { timing, from, subscription } = resolved;
  const { client } = ctx.ports.stripe;
  if (timing === null) return null;
  if (from.plan !== wanted.from.plan || from.interval !== wanted.from.interval) {
    throw new AppError("conflict", "The plan was changed meanwhile. Look at it before you change it again.", {
      reason: "plan_changed",
    });
  }
  switch (timing) {
    case "period_end":
      await putSchedule(client, resolved);
      return null;
    case "now":
      await releaseSchedule(client, subscription);
      return payUrlOf(await update(ctx, resolved, wanted.quotedAt));
    default:
      return timing satisfies never;
  }
}

async function update(ctx: Ctx, resolved: Change, quotedAt: string | null): Promise<Stripe.Subscription> {
  const { subscription, item, stripePrice, metered, isTrialing } = resolved;
  const items = changedItems(resolved);
  return ctx.ports.stripe.client.subscriptions.update(
    subscription.id,
    {
      items,
      expand: ["latest_invoice"],
      ...(isTrialing
        ? { proration_behavior: "none" }
        : {
            proration_behavior: "always_invoice",
            payment_behavior: "pending_if_incomplete",
            ...(await prorationDate(ctx, subscription.id, items, quotedAt)),
          }),
    },
    // Two clicks on one quote are one change; the same change on another day is another.
    {
      idempotencyKey: `change:${item.id}:${[item.price.id, stripePrice, ...metered.prices].join(":")}:${quotedAt ?? item.current_period_start}`,
    },
  );
}

/** Where a change that waits for its payment is paid. */
export function payUrlOf({ pending_update, latest_invoice }: Stripe.Subscription): string | null {
  if (!pending_update || typeof latest_invoice !== "object") return null;
  return latest_invoice?.hosted_invoice_url ?? null;
}
