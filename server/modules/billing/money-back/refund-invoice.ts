import type Stripe from "stripe";
import type { z } from "zod";
import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError, isAppError } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { type InvoiceRead, readInvoice } from "../invoices/read-invoice.ts";
import { viewInvoice } from "../invoices/view-invoice.ts";
import { releaseSchedule } from "../plan-change/schedule.ts";
import { isLive } from "../rules.ts";
import { idOf } from "../stripe-values.ts";
import { syncSubscriptions } from "../sync-subscriptions.ts";
import { leftOf, leftToRefund, mustBeLeft, mustBeRefundable } from "./left-to-return.ts";
import { namedTenantCtx } from "./named-tenant.ts";
import { askingForOperator, type RequestMark, requestMark } from "./request-mark.ts";
import { RefundAsked, Refunded, type SubscriptionFate } from "./schema.ts";

/**
 * Gives money of a paid invoice back to the card, and ends the subscription it was for, if wanted. Sent again under the
 * same key it goes on where it was interrupted, and gives nothing twice.
 * @throws AppError `unprocessable` for more than is left or what was never paid, `conflict` for a key that was used for
 *   something else or a disputed payment, `unavailable` when Stripe does not answer
 */
export const refundInvoice = platformCommand({
  verb: "invoice.refund",
  access: "operator",
  input: RefundAsked,
  output: Refunded,
  async prepare({ ctx, input }) {
    const inside = await namedTenantCtx(ctx, input.tenant);
    return { tenantId: inside.tenant.id, refunded: await refund(inside, input) };
  },
  async run({ input: { invoiceId, reason }, prepared: { tenantId, refunded } }) {
    const { refunds, subscription } = refunded;
    return {
      value: refunded,
      audit: { entityId: invoiceId, tenantId, after: { reason, refunds, subscription } },
    };
  },
});

async function refund(ctx: Ctx, asked: RefundAsked): Promise<z.input<typeof Refunded>> {
  const { invoiceId, idempotencyKey, amountMinor, reason, subscription: fate } = asked;
  const mark = requestMark(ctx, idempotencyKey, ["refund", invoiceId, amountMinor ?? null, reason, fate]);
  const refunds = await askingForOperator(async () => {
    const read = await readInvoice(ctx, invoiceId);
    if (fate !== "keep") subscriptionOf(read.invoice);
    return refundCharges(ctx.ports.stripe.client, read, asked, mark);
  });
  if (fate !== "keep") await endAfterRefund(ctx, invoiceId, fate, mark);
  const read = await askingForOperator(() => readInvoice(ctx, invoiceId));
  return {
    invoice: viewInvoice(read.invoice, read.moneyBack),
    refunds: refunds.map(({ id, amount, status }) => ({
      id,
      amountMinor: amount,
      status: status ?? "pending",
    })),
    leftMinor: leftToRefund(read),
    subscription: fate,
  };
}

async function refundCharges(
  stripe: Stripe,
  read: InvoiceRead,
  { amountMinor, reason }: RefundAsked,
  { key, metadata, isOn }: RequestMark,
): Promise<Stripe.Refund[]> {
  const { charges } = read.moneyBack;
  const pages = await Promise.all(charges.map(({ id }) => stripe.refunds.list({ charge: id, limit: 100 })));
  const earlier = pages.flatMap(({ data }) => data).filter((refund) => isOn(refund.metadata));
  const given = earlier.reduce((sum, { amount }) => sum + amount, 0);
  const left = leftToRefund(read);
  let open = (amountMinor ?? left + given) - given;
  if (open === 0 && given > 0) return earlier;
  mustBeRefundable(read);
  mustBeLeft(open, left, read.invoice);
  const refunds = [...earlier];
  for (const charge of charges) {
    const amount = Math.min(open, leftOf(charge));
    if (amount <= 0) continue;
    refunds.push(
      await stripe.refunds.create(
        { charge: charge.id, amount, reason, metadata },
        { idempotencyKey: `refund:${key}:${charge.id}` },
      ),
    );
    open -= amount;
  }
  return refunds;
}

/** The money is back by now; an answer that says that nothing was changed would be wrong. */
async function endAfterRefund(ctx: Ctx, invoiceId: string, fate: Ending, mark: RequestMark): Promise<void> {
  try {
    await askingForOperator(async () => {
      const { invoice } = await readInvoice(ctx, invoiceId);
      await endSubscription(ctx.ports.stripe.client, subscriptionOf(invoice), fate, mark.key);
      await syncSubscriptions(ctx);
    });
  } catch (error) {
    if (!isAppError(error) || error.code !== "unavailable") throw error;
    throw new AppError(
      "unavailable",
      "The refund went through, the end of the subscription did not. Send the same request again.",
      { reason: "stripe_unavailable", isRefunded: true },
    );
  }
}

type Ending = Exclude<SubscriptionFate, "keep">;

async function endSubscription(stripe: Stripe, id: string, fate: Ending, key: string): Promise<void> {
  const subscription = await stripe.subscriptions.retrieve(id);
  if (!isLive(subscription)) return;
  if (fate === "end_now") {
    await stripe.subscriptions.cancel(id, { prorate: false }, { idempotencyKey: `end:${key}` });
    return;
  }
  await releaseSchedule(stripe, subscription);
  await stripe.subscriptions.update(id, { cancel_at_period_end: true }, { idempotencyKey: `end:${key}` });
}

function subscriptionOf({ parent }: Stripe.Invoice): string {
  const id = idOf(parent?.subscription_details?.subscription);
  if (id) return id;
  throw new AppError("unprocessable", "This invoice is for no subscription that could end.", {
    reason: "no_subscription",
  });
}
