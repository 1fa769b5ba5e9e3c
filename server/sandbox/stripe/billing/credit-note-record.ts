import type { CreditNote, Invoice } from "../core/collections.ts";
import type { Tx } from "../core/tx.ts";
import { listOf } from "../core/wire.ts";
import type { CreditLine } from "./credit-note-lines.ts";
import type { NoteAsked } from "./credit-noting.ts";
import { sum } from "./discounting.ts";

interface NoteSpec {
  id: string;
  invoice: Invoice;
  lines: CreditLine[];
  total: number;
  prePayment: number;
  refunds: { refund: string; amount: number }[];
  balanceTransaction: string | null;
  outOfBand: number;
  number: string;
  asked: NoteAsked;
}

export function creditNoteOf(
  tx: Tx,
  { id, invoice, lines, total, prePayment, asked, ...spec }: NoteSpec,
): CreditNote {
  const discounts = lines.flatMap((line) => line.discount_amounts);
  const taxes = lines.flatMap((line) => line.taxes ?? []);
  const postPayment = total - prePayment;
  const subtotal = sum(lines);
  return {
    id,
    object: "credit_note",
    amount: total,
    amount_shipping: 0,
    created: tx.now,
    currency: invoice.currency,
    customer: invoice.customer ?? "",
    customer_account: null,
    customer_balance_transaction: spec.balanceTransaction,
    discount_amount: sum(discounts),
    discount_amounts: discounts,
    effective_at: asked.effective_at ?? tx.now,
    invoice: invoice.id,
    lines: listOf(`/v1/credit_notes/${id}/lines`, lines),
    livemode: false,
    memo: asked.memo ?? null,
    metadata: asked.metadata ?? {},
    number: spec.number,
    out_of_band_amount: spec.outOfBand === 0 ? null : spec.outOfBand,
    pdf: `${tx.merchant.publicUrl}/cn/${id}/pdf`,
    post_payment_amount: postPayment,
    pre_payment_amount: prePayment,
    pretax_credit_amounts: discounts.map((each) => ({ ...each, type: "discount" as const })),
    reason: asked.reason ?? null,
    refunds: spec.refunds.map(({ refund, amount }) => ({
      amount_refunded: amount,
      payment_record_refund: null,
      refund,
      type: "refund" as const,
    })),
    shipping_cost: null,
    status: "issued",
    subtotal,
    subtotal_excluding_tax: subtotal,
    total,
    total_excluding_tax: total - sum(taxes),
    total_taxes: taxes,
    type: prePayment === 0 ? "post_payment" : postPayment === 0 ? "pre_payment" : "mixed",
    voided_at: null,
  };
}
