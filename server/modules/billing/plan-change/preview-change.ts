import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { askingStripe } from "../stripe-outage.ts";
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
  run: ({ ctx, input }) => askingStripe(async () => quote(ctx, await resolveChange(ctx, input))),
});

const FREE = { dueNowMinor: 0, creditMinor: 0, lines: [], quotedAt: null };

async function quote(ctx: Ctx, change: Change): Promise<ChangeQuote> {
  const { timing, item, price, subscription, isTrialing } = change;
  const terms = { currency: price.currency, nextAmountMinor: price.amountMinor };
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

/** What the change itself would invoice, as Stripe works it out for this second of its own clock. */
async function difference(ctx: Ctx, { subscription, item, stripePrice, metered }: Change) {
  const invoice = await ctx.ports.stripe.client.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: {
      items: changedItems(item, stripePrice, metered),
      proration_behavior: "always_invoice",
    },
  });
  const { data: lines } = invoice.lines;
  const quotedAt = invoice.parent?.subscription_details?.subscription_proration_date;
  return {
    dueNowMinor: invoice.amount_due,
    creditMinor: Math.max(0, -invoice.total),
    lines: lines.map(({ description, amount }) => ({ description: description ?? "", amountMinor: amount })),
    nextAt: momentOf(Math.max(item.current_period_end, ...lines.map(({ period }) => period.end))),
    quotedAt: quotedAt ? momentOf(quotedAt) : null,
  };
}
