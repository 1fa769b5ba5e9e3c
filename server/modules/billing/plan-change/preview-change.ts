import type Stripe from "stripe";
import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { askingStripe } from "../stripe-outage.ts";
import { type Change, resolveChange } from "./resolve-change.ts";
import { ChangeQuote, PreviewChangeInput } from "./schema.ts";

/** What a change of plan would cost, to the cent, before anybody decides. */
export const previewChange = query({
  verb: "subscription.previewChange",
  permission: "billing:write",
  input: PreviewChangeInput,
  output: ChangeQuote,
  run: ({ ctx, input }) => askingStripe(async () => quote(ctx, await resolveChange(ctx, input))),
});

async function quote(ctx: Ctx, change: Change): Promise<ChangeQuote> {
  const { timing, item, price } = change;
  const quotedAt = secondOf(ctx.now());
  switch (timing) {
    case null:
      throw new AppError("conflict", "This is your plan already.", { reason: "same_plan" });
    case "period_end":
      return {
        timing,
        effectiveAt: iso(item.current_period_end),
        currency: price.currency,
        dueNowMinor: 0,
        creditMinor: 0,
        lines: [],
        nextAmountMinor: price.amountMinor,
        nextAt: iso(item.current_period_end),
        quotedAt: iso(quotedAt),
      };
    case "now":
      return quoteNow(ctx, change, quotedAt);
    default:
      return timing satisfies never;
  }
}

async function quoteNow(ctx: Ctx, change: Change, quotedAt: number): Promise<ChangeQuote> {
  const { subscription, item, price, stripePrice, isTrialing } = change;
  const invoice = await ctx.ports.stripe.client.invoices.createPreview({
    customer: customerIdOf(subscription),
    subscription: subscription.id,
    subscription_details: {
      items: [{ id: item.id, price: stripePrice, quantity: 1 }],
      proration_behavior: isTrialing ? "none" : "always_invoice",
      ...(isTrialing ? {} : { proration_date: quotedAt }),
    },
  });
  const isBilledNow = !isTrialing;
  const periodEnd = Math.max(...invoice.lines.data.map(({ period }) => period.end), item.current_period_end);
  return {
    timing: "now",
    effectiveAt: iso(quotedAt),
    currency: price.currency,
    dueNowMinor: isBilledNow ? invoice.amount_due : 0,
    creditMinor: isBilledNow ? Math.max(0, -invoice.total) : 0,
    lines: isBilledNow
      ? invoice.lines.data.map(({ description, amount }) => ({
          description: description ?? "",
          amountMinor: amount,
        }))
      : [],
    nextAmountMinor: price.amountMinor,
    nextAt: iso(isTrialing ? (subscription.trial_end ?? item.current_period_end) : periodEnd),
    quotedAt: iso(quotedAt),
  };
}

const secondOf = (at: Date): number => Math.floor(at.getTime() / 1000);
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

export const customerIdOf = ({ customer }: Stripe.Subscription): string =>
  typeof customer === "string" ? customer : customer.id;
