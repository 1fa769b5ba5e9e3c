import type Stripe from "stripe";
import { z } from "zod";
import { cancelIntent, chargeIntent } from "../billing/charging.ts";
import { payByHand } from "../billing/collecting.ts";
import { resolveCard } from "../billing/saved-cards.ts";
import {
  invoicePayments,
  invoices,
  type PaymentIntent,
  type PaymentMethod,
  paymentIntents,
} from "../core/collections.ts";
import { invalidRequest, StripeSandboxError } from "../core/errors.ts";
import { isWithin, list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { created, flag, paramsOf, text } from "../core/params.ts";
import { search } from "../core/search.ts";
import type { Tx } from "../core/tx.ts";

const ConfirmParams = paramsOf<Stripe.PaymentIntentConfirmParams>()({
  off_session: flag.optional(),
  payment_method: text.optional(),
  return_url: text.optional(),
});
const CancelParams = paramsOf<Stripe.PaymentIntentCancelParams>()({
  cancellation_reason: z.enum(["abandoned", "duplicate", "fraudulent", "requested_by_customer"]).optional(),
});

/** Charges for the invoice that asked, or for the intent alone. A 3-D Secure step is an answer, not a refusal. */
function confirm(tx: Tx, intent: PaymentIntent, method: PaymentMethod): PaymentIntent | StripeSandboxError {
  const payment = tx.all(invoicePayments).find((each) => each.payment.payment_intent === intent.id);
  const result = payment
    ? payByHand(tx, mustGet(tx, invoices, payment.invoice), method)
    : chargeIntent(tx, intent, method);
  const confirmed = mustGet(tx, paymentIntents, intent.id);
  if (confirmed.status === "requires_action" || !("refusal" in result)) return confirmed;
  return new StripeSandboxError(402, { type: "card_error", ...result.refusal });
}

export const paymentIntentResource: Resource = {
  collections: [paymentIntents],
  operations: [
    retrieve("/v1/payment_intents/{id}", paymentIntents),
    operation({
      method: "POST",
      path: "/v1/payment_intents/{id}/confirm",
      params: ConfirmParams,
      run({ tx, params, path }) {
        const intent = mustGet(tx, paymentIntents, path("id"));
        if (intent.status === "succeeded" || intent.status === "canceled") {
          throw invalidRequest(
            `You cannot confirm this PaymentIntent because it has a status of ${intent.status}.`,
            { code: "payment_intent_unexpected_state" },
          );
        }
        const id = params.payment_method ?? intent.payment_method;
        if (!id) {
          throw invalidRequest("You cannot confirm without a payment method.", { param: "payment_method" });
        }
        return confirm(tx, intent, resolveCard(tx, id));
      },
    }),
    operation({
      method: "POST",
      path: "/v1/payment_intents/{id}/cancel",
      params: CancelParams,
      run({ tx, params, path }) {
        const intent = mustGet(tx, paymentIntents, path("id"));
        const isInvoiced = tx.all(invoicePayments).some((each) => each.payment.payment_intent === intent.id);
        if (isInvoiced || intent.status === "succeeded" || intent.status === "canceled") {
          throw invalidRequest(
            isInvoiced
              ? "This PaymentIntent belongs to an invoice: void the invoice instead."
              : `You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`,
            { code: "payment_intent_unexpected_state" },
          );
        }
        return cancelIntent(tx, intent.id, params.cancellation_reason ?? "requested_by_customer");
      },
    }),
    search({
      path: "/v1/payment_intents/search",
      from: paymentIntents,
      fields: {
        amount: ({ amount }) => amount,
        created: ({ created: at }) => at,
        currency: ({ currency }) => currency,
        customer: ({ customer }) => customer,
        status: ({ status }) => status,
      },
    }),
    list({
      path: "/v1/payment_intents",
      from: paymentIntents,
      filters: { created: created.optional(), customer: text.optional() },
      matches: (intent, filters) =>
        (filters.customer === undefined || intent.customer === filters.customer) &&
        isWithin(intent.created, filters.created),
    }),
  ],
};
