import { type Invoice, invoices, paymentIntents, paymentMethods } from "../core/collections.ts";
import { invalidRequest, StripeSandboxError } from "../core/errors.ts";
import { mustGet } from "../core/operation.ts";
import type { Tx } from "../core/tx.ts";
import type { CardInput } from "./cards.ts";
import { type Refusal, refuse } from "./charging.ts";
import { payByHand } from "./collecting.ts";
import { intentOf } from "./invoice-payments.ts";
import { attachCard, createCard, markAuthenticated } from "./saved-cards.ts";

export type Settlement = { isPaid: true } | { isPaid: false; refusal: Refusal; needsAuthentication: boolean };

/** What the hosted page of an open invoice does with a typed card: saved for the customer, then charged. */
export function payWithCard(tx: Tx, id: string, card: CardInput, name: string): Settlement {
  const invoice = mustBeOpen(tx, id);
  const made = createCard(tx, card, { name, email: invoice.customer_email });
  const method = invoice.customer ? attachCard(tx, made, invoice.customer) : made;
  return settlementOf(tx, payByHand(tx, invoice, method), id);
}

/** The cardholder's answer to the 3-D Secure step that a payment waits for. */
export function authenticateInvoice(tx: Tx, id: string, isAuthenticated: boolean): Settlement {
  const invoice = mustBeOpen(tx, id);
  const intent = intentOf(tx, id);
  if (intent?.status !== "requires_action" || !intent.payment_method) {
    throw invalidRequest("Nothing waits for authentication.");
  }
  const method = mustGet(tx, paymentMethods, intent.payment_method);
  if (isAuthenticated) {
    markAuthenticated(tx, method.id);
    return settlementOf(tx, payByHand(tx, invoice, method), id);
  }
  const refusal: Refusal = {
    code: "payment_intent_authentication_failure",
    message: "We are unable to authenticate your payment method. Please choose a different payment method.",
  };
  refuse(tx, mustGet(tx, paymentIntents, intent.id), method, refusal);
  tx.emit("invoice.payment_failed", invoice);
  return { isPaid: false, refusal, needsAuthentication: false };
}

function settlementOf(tx: Tx, result: ReturnType<typeof payByHand>, id: string): Settlement {
  if (result.isPaid) return { isPaid: true };
  const needsAuthentication = intentOf(tx, id)?.status === "requires_action";
  return { isPaid: false, refusal: result.refusal, needsAuthentication };
}

function mustBeOpen(tx: Tx, id: string): Invoice {
  const invoice = mustGet(tx, invoices, id);
  if (invoice.status === "open" || invoice.status === "uncollectible") return invoice;
  throw new StripeSandboxError(409, {
    type: "invalid_request_error",
    message: `This invoice is ${invoice.status}.`,
  });
}
