import { customers, type Invoice, invoices } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { mustGet } from "../core/operation.ts";
import type { Tx } from "../core/tx.ts";
import { dueOf, moveBalance } from "./balances.ts";
import { DAY } from "./calendar.ts";
import { returnCredits } from "./crediting.ts";
import { recompose } from "./drafting.ts";
import { cancelPayments, requestPayment } from "./invoice-payments.ts";

/**
 * draft → open, with its number and, when something is due, the payment intent that will collect it. Credit of the
 * customer (a negative balance) is used up first; a negative total becomes credit.
 */
export function finalizeInvoice(tx: Tx, draft: Invoice): Invoice {
  if (draft.status !== "draft") {
    throw invalidRequest("This invoice is already finalized, you can't re-finalize a non-draft invoice.");
  }
  const counted = recompose(tx, draft, true);
  if (counted.automatic_tax.status === "requires_location_inputs") return refuseFinalization(tx, counted);
  const customer = mustGet(tx, customers, draft.customer ?? "", "customer");
  const sequence = customer.next_invoice_sequence ?? 1;
  const { amountDue, endingBalance } = dueOf(counted.total, customer.balance);
  tx.put(customers, { ...customer, currency: draft.currency, next_invoice_sequence: sequence + 1 });
  if (endingBalance !== customer.balance) {
    const { currency, id: invoice } = draft;
    moveBalance(tx, customer.id, endingBalance - customer.balance, {
      type: "applied_to_invoice",
      currency,
      invoice,
    });
  }
  const isSent = counted.collection_method === "send_invoice";
  const open: Invoice = {
    ...counted,
    amount_due: amountDue,
    amount_remaining: amountDue,
    automatically_finalizes_at: null,
    due_date: counted.due_date ?? (isSent ? tx.now + 30 * DAY : null),
    effective_at: tx.now,
    ending_balance: endingBalance,
    hosted_invoice_url: `${tx.merchant.publicUrl}/i/${draft.id}`,
    invoice_pdf: `${tx.merchant.publicUrl}/i/${draft.id}/pdf`,
    number: `${customer.invoice_prefix ?? "INV"}-${String(sequence).padStart(4, "0")}`,
    starting_balance: customer.balance,
    status: "open",
    status_transitions: { ...draft.status_transitions, finalized_at: tx.now },
  };
  tx.put(invoices, open);
  if (open.amount_due > 0) requestPayment(tx, open);
  tx.emit("invoice.finalized", open);
  return open;
}

function refuseFinalization(tx: Tx, draft: Invoice): Invoice {
  const failed: Invoice = {
    ...draft,
    automatically_finalizes_at: null,
    last_finalization_error: {
      type: "invalid_request_error",
      code: "customer_tax_location_invalid",
      message: "The customer's location isn't recognized. Set a valid customer address to calculate tax.",
    },
    next_payment_attempt: null,
  };
  tx.put(invoices, failed);
  tx.emit("invoice.finalization_failed", failed);
  return failed;
}

export function voidInvoice(tx: Tx, invoice: Invoice): Invoice {
  if (invoice.status !== "open" && invoice.status !== "uncollectible") {
    throw invalidRequest(`You can only void an open or uncollectible invoice: it is ${invoice.status}.`);
  }
  cancelPayments(tx, invoice);
  returnCredits(tx, invoice.id);
  const used = (invoice.ending_balance ?? 0) - invoice.starting_balance;
  if (used !== 0 && invoice.customer) {
    const { currency, id, customer } = invoice;
    moveBalance(tx, customer, -used, { type: "unapplied_from_invoice", currency, invoice: id });
  }
  const voided: Invoice = {
    ...invoice,
    next_payment_attempt: null,
    status: "void",
    status_transitions: { ...invoice.status_transitions, voided_at: tx.now },
  };
  tx.put(invoices, voided);
  tx.emit("invoice.voided", voided);
  return voided;
}

/** Gives an open invoice up as bad debt: it can still be paid or voided. */
export function markUncollectible(tx: Tx, invoice: Invoice): Invoice {
  if (invoice.status !== "open") {
    throw invalidRequest(`You can only mark an open invoice as uncollectible: it is ${invoice.status}.`);
  }
  const marked: Invoice = {
    ...invoice,
    next_payment_attempt: null,
    status: "uncollectible",
    status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: tx.now },
  };
  tx.put(invoices, marked);
  tx.emit("invoice.marked_uncollectible", marked);
  return marked;
}
