import type Stripe from "stripe";
import { momentOf } from "../stripe-values.ts";
import type { MoneyBack } from "./money-back-of.ts";
import { INVOICE_STATUSES, type Invoice, type InvoiceDetail } from "./schema.ts";

export function viewInvoice(
  invoice: Stripe.Invoice,
  { refundedMinor, byNotesMinor, dispute }: MoneyBack,
): Invoice {
  const { status_transitions: moments } = invoice;
  const { pre_payment_credit_notes_amount: before, post_payment_credit_notes_amount: after } = invoice;
  return {
    id: invoice.id,
    number: invoice.number,
    status: INVOICE_STATUSES.find((known) => known === invoice.status) ?? "draft",
    currency: invoice.currency,
    totalMinor: invoice.total,
    taxMinor: sumOf(invoice.total_taxes),
    paidMinor: invoice.amount_paid,
    dueMinor: invoice.amount_remaining,
    refundedMinor,
    creditedMinor: before + after - byNotesMinor,
    dispute,
    createdAt: momentOf(invoice.created),
    dueAt: momentOrNull(invoice.due_date),
    paidAt: momentOrNull(moments.paid_at),
    url: invoice.hosted_invoice_url ?? null,
    pdfUrl: invoice.invoice_pdf ?? null,
  };
}

export const viewLines = (lines: Stripe.ApiList<Stripe.InvoiceLineItem>): InvoiceDetail["lines"] =>
  lines.data.map(({ description, quantity, amount, period }) => ({
    description: description ?? "",
    quantity,
    amountMinor: amount,
    periodStart: momentOf(period.start),
    periodEnd: momentOf(period.end),
  }));

/** Of taxes or discounts. */
export const sumOf = (amounts: readonly { amount: number }[] | null): number =>
  (amounts ?? []).reduce((sum, { amount }) => sum + amount, 0);

const momentOrNull = (seconds: number | null | undefined): string | null =>
  seconds ? momentOf(seconds) : null;
