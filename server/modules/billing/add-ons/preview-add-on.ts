import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { quoteItems } from "../quote-items.ts";
import { askingStripe, refusingAsConflict } from "../stripe-outage.ts";
import { type AddOnOrder, requireChangeable, resolveAddOn } from "./resolve-add-on.ts";
import { AddOnQuote, PreviewAddOnInput } from "./schema.ts";

/** What another quantity of an add-on would cost, to the cent, before anybody decides. */
export const previewAddOn = query({
  verb: "addOn.preview",
  permission: "billing:read",
  input: PreviewAddOnInput,
  output: AddOnQuote,
  run: ({ ctx, input }) =>
    askingStripe(() => refusingAsConflict(ctx, async () => quote(ctx, await resolveAddOn(ctx, input)))),
});

async function quote(ctx: Ctx, order: AddOnOrder): Promise<AddOnQuote> {
  const { subscription, now, interval, owned, wanted, unitAmountMinor, items } = order;
  requireChangeable(order);
  if (owned === wanted) {
    throw new AppError("conflict", "This is the quantity you have.", { reason: "same_quantity" });
  }
  const terms = {
    currency: now.currency,
    interval,
    unitAmountMinor,
    nextAmountMinor: now.amountMinor + (wanted - owned) * unitAmountMinor,
  };
  if (now.status === "trialing") {
    const nextAt = (now.trialEnd ?? now.currentPeriodEnd).toISOString();
    return { ...terms, dueNowMinor: 0, creditMinor: 0, lines: [], nextAt, quotedAt: ctx.now().toISOString() };
  }
  const { lastPeriodEnd, quotedAt, ...quoted } = await quoteItems(ctx, subscription.id, items);
  return {
    ...terms,
    ...quoted,
    nextAt: now.currentPeriodEnd.toISOString(),
    quotedAt: quotedAt ?? ctx.now().toISOString(),
  };
}
