import type Stripe from "stripe";
import { AppError } from "#server/kernel/errors.ts";
import { formatMoney } from "#server/kernel/money.ts";
import type { InvoiceRead } from "../invoices/read-invoice.ts";

export const leftOf = ({ amount_captured, amount_refunded }: Stripe.Charge): number =>
  amount_captured - amount_refunded;

/** What could still go back to the card, in minor units. */
export const leftToRefund = ({ moneyBack: { charges } }: InvoiceRead): number =>
  charges.reduce((sum, charge) => sum + leftOf(charge), 0);

/** What could still be credited: Stripe counts what was refunded by itself as given back, too. */
export function leftToCredit({ invoice, moneyBack }: InvoiceRead): number {
  const { total, pre_payment_credit_notes_amount: before, post_payment_credit_notes_amount: after } = invoice;
  return total - before - after - (moneyBack.refundedMinor - moneyBack.byNotesMinor);
}

/** @throws AppError `unprocessable` for what was never paid to a card, `conflict` for what the bank holds */
export function mustBeRefundable({ invoice, moneyBack: { charges, dispute } }: InvoiceRead): void {
  if (dispute === "open" || dispute === "lost") {
    throw new AppError(
      "conflict",
      "This payment is disputed: its money is with the bank, and a refund would give it twice.",
      { reason: "charge_disputed" },
    );
  }
  if (charges.length > 0) return;
  throw new AppError("unprocessable", "Nothing was paid by card on this invoice, so nothing can go back.", {
    reason: "not_paid",
    status: invoice.status,
  });
}

/** @throws AppError `unprocessable`, saying what is left */
export function mustBeLeft(wanted: number, left: number, { currency }: Stripe.Invoice): void {
  if (wanted <= left && left > 0) return;
  const message =
    left <= 0
      ? "All of this invoice was given back already."
      : `Only ${formatMoney({ amountMinor: left, currency })} of this invoice is left to give back.`;
  throw new AppError("unprocessable", message, { reason: "more_than_left", leftMinor: Math.max(left, 0) });
}
