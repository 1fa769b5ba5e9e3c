import type Stripe from "stripe";
import { z } from "zod";
import {
  attachCard,
  createCard,
  createCardOfNumber,
  numberOfToken,
  resolveCard,
} from "../billing/saved-cards.ts";
import { given, mergeMetadata } from "../core/changes.ts";
import { customers, type PaymentMethod, paymentMethods, subscriptions } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { metadata, noParams, paramsOf, text, whole } from "../core/params.ts";
import type { Tx } from "../core/tx.ts";

const CreateParams = paramsOf<Stripe.PaymentMethodCreateParams>()({
  type: z.literal("card"),
  card: z.union([
    z.strictObject({ token: text }),
    z.strictObject({ number: text, exp_month: whole, exp_year: whole, cvc: text }),
  ]),
  billing_details: z.strictObject({ name: text.optional(), email: text.optional() }).optional(),
  metadata: metadata.optional(),
});

const UpdateParams = paramsOf<Stripe.PaymentMethodUpdateParams>()({
  billing_details: z.strictObject({ name: text.optional(), email: text.optional() }).optional(),
  card: z.strictObject({ exp_month: whole.optional(), exp_year: whole.optional() }).optional(),
  metadata: metadata.optional(),
});
const AttachParams = paramsOf<Stripe.PaymentMethodAttachParams>()({ customer: text });

/** A card that is gone can no longer be anyone's default. */
function forget(tx: Tx, { id, customer: owner }: PaymentMethod): void {
  const customer = owner && tx.get(customers, owner);
  if (customer && customer.invoice_settings.default_payment_method === id) {
    const invoice_settings = { ...customer.invoice_settings, default_payment_method: null };
    tx.put(customers, { ...customer, invoice_settings });
  }
  for (const subscription of tx.all(subscriptions)) {
    if (subscription.default_payment_method === id) {
      tx.put(subscriptions, { ...subscription, default_payment_method: null });
    }
  }
}

export const paymentMethodResource: Resource = {
  collections: [paymentMethods],
  operations: [
    operation({
      method: "POST",
      path: "/v1/payment_methods",
      params: CreateParams,
      run({ tx, params }) {
        const { card } = params;
        const method =
          "token" in card
            ? createCardOfNumber(tx, numberOfToken(card.token))
            : createCard(tx, {
                number: card.number,
                expMonth: card.exp_month,
                expYear: card.exp_year,
                cvc: card.cvc,
              });
        return tx.put(paymentMethods, {
          ...method,
          billing_details: { ...method.billing_details, ...given(params.billing_details ?? {}) },
          metadata: mergeMetadata({}, params.metadata),
        });
      },
    }),
    retrieve("/v1/payment_methods/{id}", paymentMethods),
    operation({
      method: "POST",
      path: "/v1/payment_methods/{id}",
      params: UpdateParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, paymentMethods, path("id"));
        if (!old.customer)
          throw invalidRequest("Attach the payment method to a customer before you update it.");
        const changed: PaymentMethod = {
          ...old,
          billing_details: { ...old.billing_details, ...given(params.billing_details ?? {}) },
          ...(old.card ? { card: { ...old.card, ...given(params.card ?? {}) } } : {}),
          metadata: mergeMetadata(old.metadata ?? {}, params.metadata),
        };
        tx.put(paymentMethods, changed);
        tx.emit("payment_method.updated", changed, old);
        return changed;
      },
    }),
    operation({
      method: "POST",
      path: "/v1/payment_methods/{id}/attach",
      params: AttachParams,
      run: ({ tx, params, path }) => attachCard(tx, resolveCard(tx, path("id"), "id"), params.customer),
    }),
    operation({
      method: "POST",
      path: "/v1/payment_methods/{id}/detach",
      params: noParams,
      run({ tx, path }) {
        const method = mustGet(tx, paymentMethods, path("id"));
        if (!method.customer) {
          throw invalidRequest("The payment method you provided is not attached to a customer.");
        }
        forget(tx, method);
        const detached = tx.put(paymentMethods, { ...method, customer: null });
        tx.emit("payment_method.detached", detached, method);
        return detached;
      },
    }),
    list({
      path: "/v1/payment_methods",
      from: paymentMethods,
      filters: { customer: text.optional(), type: text.optional() },
      matches: (method, filters) =>
        method.customer !== null &&
        (filters.customer === undefined || method.customer === filters.customer) &&
        (filters.type === undefined || method.type === filters.type),
    }),
    list({
      path: "/v1/customers/{id}/payment_methods",
      from: paymentMethods,
      filters: { type: text.optional() },
      matches: (method, _filters, path) => method.customer === path("id"),
    }),
  ],
};
