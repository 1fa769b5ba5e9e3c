import type Stripe from "stripe";
import { idOf } from "../stripe-values.ts";
import type { DisputeState } from "./schema.ts";

const MAX_CHARGES = 1000;

/** What went back of an invoice's money. Amounts in the currency's minor unit. */
export interface MoneyBack {
  /** The charges that paid it. */
  charges: Stripe.Charge[];
  /** To the card, whichever way: by itself or with a credit note. */
  refundedMinor: number;
  /** The part of it that credit notes gave. */
  byNotesMinor: number;
  dispute: DisputeState | null;
}

/** What an invoice must be fetched with. */
export const INVOICE_PARTS = ["payments"];

/**
 * Asks Stripe what became of the money of these invoices, of one customer. A charge does not know its invoice, so they
 * meet at the payment.
 * @param invoices fetched with `expand: INVOICE_PARTS`
 */
export async function moneyBackOf(
  stripe: Stripe,
  customer: string,
  invoices: readonly Stripe.Invoice[],
): Promise<(invoice: Stripe.Invoice) => MoneyBack> {
  const paid = invoices.filter(({ amount_paid }) => amount_paid > 0);
  const since = Math.min(...paid.map(({ created }) => created));
  const charges =
    paid.length === 0
      ? []
      : await stripe.charges
          .list({ customer, created: { gte: since }, limit: 100 })
          .autoPagingToArray({ limit: MAX_CHARGES });
  const found = await Promise.all(
    paid.map(async (invoice) => [invoice.id, await readOne(stripe, invoice, charges)] as const),
  );
  const byInvoice = new Map(found);
  return ({ id }) => byInvoice.get(id) ?? { charges: [], refundedMinor: 0, byNotesMinor: 0, dispute: null };
}

async function readOne(
  stripe: Stripe,
  invoice: Stripe.Invoice,
  all: readonly Stripe.Charge[],
): Promise<MoneyBack> {
  const payments = (invoice.payments?.data ?? []).map(({ payment }) => payment);
  const charges = all.filter(
    (charge) =>
      charge.paid &&
      payments.some(
        (payment) =>
          idOf(payment.charge) === charge.id ||
          (payment.payment_intent && idOf(payment.payment_intent) === idOf(charge.payment_intent)),
      ),
  );
  const refundedMinor = charges.reduce((sum, { amount_refunded }) => sum + amount_refunded, 0);
  const [byNotesMinor, disputes] = await Promise.all([
    refundedMinor > 0 && invoice.post_payment_credit_notes_amount > 0 ? refundedByNotes(stripe, invoice) : 0,
    Promise.all(charges.filter(({ disputed }) => disputed).map(({ id }) => stateOf(stripe, id))),
  ]);
  const dispute = disputes.includes("lost") ? "lost" : disputes.includes("open") ? "open" : disputes[0];
  return { charges, refundedMinor, byNotesMinor, dispute: dispute ?? null };
}

async function refundedByNotes(stripe: Stripe, { id }: Stripe.Invoice): Promise<number> {
  const { data } = await stripe.creditNotes.list({ invoice: id, limit: 100 });
  return data
    .filter(({ status }) => status === "issued")
    .flatMap(({ refunds }) => refunds)
    .reduce((sum, { amount_refunded }) => sum + amount_refunded, 0);
}

async function stateOf(stripe: Stripe, charge: string): Promise<DisputeState> {
  const { data } = await stripe.disputes.list({ charge, limit: 1 });
  return disputeStateOf(data[0]?.status ?? "needs_response");
}

/** A `warning` is an inquiry that may become a dispute; nothing has been taken yet. */
export function disputeStateOf(status: Stripe.Dispute["status"]): DisputeState {
  if (status === "lost") return "lost";
  return status === "won" || status === "prevented" || status === "warning_closed" ? "won" : "open";
}
