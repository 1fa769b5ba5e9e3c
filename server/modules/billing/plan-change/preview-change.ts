import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { quoteItems } from "../quote-items.ts";
import { askingStripe, refusingAsConflict } from "../stripe-outage.ts";
import { momentOf } from "../stripe-values.ts";
import { changedItems } from "./changed-items.ts";
import { type Change, resolveChange } from "./resolve-change.ts";
import { ChangeQuote, PreviewChangeInput } from "./schema.ts";

/** What a change of plan would cost, to the cent, before anybody decides. */
export const previewChange = query({
  verb: "subscription.previewChange",
  permission: "billing:read",
  input: PreviewChangeInput,
  output: ChangeQuote,
  run: ({ ctx, input }) =>
    askingStripe(() => refusingAsConflict(ctx, async () => quote(ctx, await resolveChange(ctx, input)))),
});

const FREE = { dueNowMinor: 0, creditMinor: 0, lines: [], quotedAt: null };

async function quote(ctx: Ctx, change: Change): Promise<ChangeQuote> {
  const { timing, item, price, addOns, subscription, isTrialing } = change;
  const terms = {
    currency: price.currency,
    nextAmountMinor: addOns.kept.reduce((sum, { amountMinor }) => sum + amountMinor, price.amountMinor),
    dropped: addOns.dropped.map(({ key, name, quantity }) => ({ key, name, quantity })),
  };
  const periodEnd = momentOf(item.current_period_end);
  switch (timing) {
    case null:
      throw new AppError("conflict", "This is your plan already.", { reason: "same_plan" });
    case "period_end":
      return { timing, ...terms, ...FREE, effectiveAt: periodEnd, nextAt: periodEnd };
    case "now": {
      const effectiveAt = ctx.now().toISOString();
      if (!isTrialing) return { timing, ...terms, effectiveAt, ...(await difference(ctx, change)) };
      const nextAt = subscription.trial_end ? momentOf(subscription.trial_end) : periodEnd;
      return { timing, ...terms, ...FREE, effectiveAt, nextAt };
    }
    default:
      return timing satisfies never;
  }
}

/** What the change itself would invoice. */
async function difference(ctx: Ctx, change: Change) {
  const { lastPeriodEnd, ...quoted } = await quoteItems(ctx, change.subscription.id, changedItems(change));
  return { ...quoted, nextAt: momentOf(Math.max(change.item.current_period_end, lastPeriodEnd)) };
}
