import {
  type CreditNote,
  charges,
  creditNotes,
  type Invoice,
  invoices,
  refunds,
} from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { mustGet } from "../core/operation.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { moveBalance } from "./balances.ts";
import { creditLines } from "./credit-note-lines.ts";
import { creditNoteOf } from "./credit-note-record.ts";
import { intentOf, lowerPayment, settleInvoice } from "./invoice-payments.ts";
import { refundCharge } from "./refunding.ts";

export interface LineAsked {
  type: "custom_line_item" | "invoice_line_item";
  invoice_line_item?: string | undefined;
  amount?: number | undefined;
  quantity?: number | undefined;
  unit_amount?: number | undefined;
  description?: string | undefined;
}

export interface NoteAsked {
  amount?: number | undefined;
  lines?: LineAsked[] | undefined;
  credit_amount?: number | undefined;
  refund_amount?: number | undefined;
  out_of_band_amount?: number | undefined;
  refunds?: { refund: string; amount_refunded?: number | undefined }[] | undefined;
  memo?: string | undefined;
  reason?: CreditNote["reason"] | undefined;
  effective_at?: number | undefined;
  metadata?: Record<string, string>;
}

/**
 * Takes back part of a final invoice. What is unpaid is no longer owed; what was paid goes back to the card, to the
 * customer's balance, or was given back elsewhere: the three must add up to it.
 */
export function issueCreditNote(tx: Tx, invoice: Invoice, asked: NoteAsked): CreditNote {
  if (invoice.status !== "open" && invoice.status !== "paid" && invoice.status !== "uncollectible") {
    throw invalidRequest(`A credit note needs a finalized invoice: this one is ${invoice.status}.`, {
      param: "invoice",
    });
  }
  const { lines, total } = creditLines(tx, invoice, asked);
  mustBeLeft(tx, invoice, total);
  const prePayment = invoice.status === "paid" ? 0 : Math.min(total, invoice.amount_remaining);
  const ways = splitOf(asked, total - prePayment);
  const id = tx.newId("cn");
  const refunded = ways.refund > 0 ? [refundOf(tx, invoice, ways.refund)] : [];
  const linked = (asked.refunds ?? []).map((each) => {
    const refund = mustGet(tx, refunds, each.refund, "refunds[0][refund]");
    return { refund: refund.id, amount: each.amount_refunded ?? refund.amount };
  });
  const customer = invoice.customer ?? "";
  const { currency } = invoice;
  const balance =
    ways.credit > 0
      ? moveBalance(tx, customer, -ways.credit, {
          type: "credit_note",
          currency,
          creditNote: id,
          invoice: invoice.id,
        })
      : null;
  const note = creditNoteOf(tx, {
    id,
    invoice,
    lines,
    total,
    prePayment,
    refunds: [...refunded, ...linked],
    balanceTransaction: balance?.id ?? null,
    outOfBand: ways.outOfBand,
    number: `${invoice.number}-CN-${String(notesOf(tx, invoice).length + 1).padStart(2, "0")}`,
    asked,
  });
  tx.put(creditNotes, note);
  tx.emit("credit_note.created", note);
  creditInvoice(tx, invoice, prePayment, total - prePayment);
  return note;
}

export const notesOf = (reader: Reader, { id }: Invoice): CreditNote[] =>
  reader.all(creditNotes).filter((note) => note.invoice === id);

/** What was refunded without a note is not left to be credited, either. */
function mustBeLeft(reader: Reader, invoice: Invoice, total: number): void {
  const issued = notesOf(reader, invoice).filter(({ status }) => status === "issued");
  const credited = issued.reduce((sum, note) => sum + note.total, 0);
  const byNotes = issued
    .flatMap((note) => note.refunds)
    .reduce((sum, { amount_refunded }) => sum + amount_refunded, 0);
  const charge = reader.get(charges, intentOf(reader, invoice.id)?.latest_charge ?? "");
  const left = invoice.total - credited - ((charge?.amount_refunded ?? 0) - byNotes);
  if (total > 0 && total <= left) return;
  throw invalidRequest(`The credit note comes to ${total}, and ${left} of the invoice is left to credit.`, {
    param: "amount",
  });
}

/** How what was paid is given back. @throws 400 unless the ways add up to it */
function splitOf(asked: NoteAsked, postPayment: number) {
  const linked = (asked.refunds ?? []).reduce((sum, each) => sum + (each.amount_refunded ?? 0), 0);
  const ways = {
    refund: asked.refund_amount ?? 0,
    credit: asked.credit_amount ?? 0,
    outOfBand: asked.out_of_band_amount ?? 0,
  };
  const sum = ways.refund + ways.credit + ways.outOfBand + linked;
  if (sum === postPayment) return ways;
  throw invalidRequest(
    `The sum of credit amount, refund amount and out of band amount (${sum}) must equal the post payment credit note amount (${postPayment}).`,
  );
}

function refundOf(tx: Tx, invoice: Invoice, amount: number): { refund: string; amount: number } {
  const charge = tx.get(charges, intentOf(tx, invoice.id)?.latest_charge ?? "");
  if (!charge) throw invalidRequest("The invoice has no charge to refund.", { param: "refund_amount" });
  return { refund: refundCharge(tx, charge, { amount, reason: "requested_by_customer" }).id, amount };
}

function creditInvoice(tx: Tx, invoice: Invoice, prePayment: number, postPayment: number): void {
  const remaining = invoice.amount_remaining - prePayment;
  const credited: Invoice = {
    ...invoice,
    amount_due: invoice.amount_due - prePayment,
    amount_remaining: remaining,
    post_payment_credit_notes_amount: invoice.post_payment_credit_notes_amount + postPayment,
    pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount + prePayment,
  };
  tx.put(invoices, credited);
  if (prePayment === 0) {
    tx.emit("invoice.updated", credited, invoice);
    return;
  }
  if (remaining > 0) {
    lowerPayment(tx, credited, remaining);
    tx.emit("invoice.updated", credited, invoice);
  } else {
    settleInvoice(tx, credited);
  }
}

/** Only what was credited before it was paid can be owed again. */
export function voidCreditNote(tx: Tx, note: CreditNote): CreditNote {
  const invoice = mustGet(tx, invoices, note.invoice);
  if (note.status === "void" || note.type !== "pre_payment" || invoice.status !== "open") {
    throw invalidRequest("You can only void a credit note of an open invoice.");
  }
  const owed: Invoice = {
    ...invoice,
    amount_due: invoice.amount_due + note.total,
    amount_remaining: invoice.amount_remaining + note.total,
    pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount - note.total,
  };
  tx.put(invoices, owed);
  lowerPayment(tx, owed, owed.amount_remaining);
  const voided = tx.put(creditNotes, { ...note, status: "void", voided_at: tx.now });
  tx.emit("credit_note.voided", voided);
  return voided;
}
