import type Stripe from "stripe";
import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { momentOf } from "./stripe-values.ts";

const LIFETIME_MS = 3_600_000;

/** What a change of a subscription's items would invoice, as Stripe works it out for this second of its own clock. */
export async function quoteItems(
  { ports }: Ctx,
  subscription: string,
  items: Stripe.InvoiceCreatePreviewParams.SubscriptionDetails.Item[],
) {
  const invoice = await ports.stripe.client.invoices.createPreview({
    subscription,
    subscription_details: { items, proration_behavior: "always_invoice" },
  });
  const { data: lines } = invoice.lines;
  const quotedAt = invoice.parent?.subscription_details?.subscription_proration_date;
  return {
    dueNowMinor: invoice.amount_due,
    creditMinor: Math.max(0, -invoice.total),
    lines: lines.map(({ description, amount }) => ({ description: description ?? "", amountMinor: amount })),
    lastPeriodEnd: Math.max(...lines.map(({ period }) => period.end)),
    quotedAt: quotedAt ? momentOf(quotedAt) : null,
  };
}

/**
 * The second of a quote, for Stripe. It decides what is charged, so it is believed only within the hour, by Stripe's
 * own clock.
 * @throws AppError `conflict` for a price that is older, or of a time to come
 */
export async function prorationDate(
  ctx: Ctx,
  subscription: string,
  items: Stripe.InvoiceCreatePreviewParams.SubscriptionDetails.Item[],
  quotedAt: string | null,
): Promise<{ proration_date?: number }> {
  if (!quotedAt) return {};
  const now = (await quoteItems(ctx, subscription, items)).quotedAt;
  const ageMs = (now ? Date.parse(now) : ctx.now().getTime()) - Date.parse(quotedAt);
  if (ageMs > -1000 && ageMs <= LIFETIME_MS)
    return { proration_date: Math.floor(Date.parse(quotedAt) / 1000) };
  throw new AppError("conflict", "This price has lapsed. Look at it again before you decide.", {
    reason: "quote_lapsed",
  });
}
