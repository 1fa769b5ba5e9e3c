import type Stripe from "stripe";
import { z } from "zod";
import { resolveCard } from "../billing/saved-cards.ts";
import { confirmSetup, createSetup, mustBeSetUp } from "../billing/setting-up.ts";
import { mergeMetadata } from "../core/changes.ts";
import { type SetupIntent, setupIntents } from "../core/collections.ts";
import { invalidRequest, StripeSandboxError } from "../core/errors.ts";
import { isWithin, list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { created, flag, metadata, noParams, paramsOf, text } from "../core/params.ts";
import { mustGetCustomer } from "./customers.ts";

const CreateParams = paramsOf<Stripe.SetupIntentCreateParams>()({
  automatic_payment_methods: z.strictObject({ enabled: flag }).optional(),
  confirm: flag.optional(),
  customer: text.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  payment_method: text.optional(),
  return_url: text.optional(),
  usage: z.enum(["off_session", "on_session"]).optional(),
});
const ConfirmParams = paramsOf<Stripe.SetupIntentConfirmParams>()({
  payment_method: text.optional(),
  return_url: text.optional(),
});

/** A refused card is answered with 402, and what it left behind stays. */
function answered(intent: SetupIntent): SetupIntent | StripeSandboxError {
  try {
    return mustBeSetUp(intent);
  } catch (error) {
    if (error instanceof StripeSandboxError) return error;
    throw error;
  }
}

export const setupIntentResource: Resource = {
  collections: [setupIntents],
  operations: [
    operation({
      method: "POST",
      path: "/v1/setup_intents",
      params: CreateParams,
      run({ tx, params }) {
        if (params.customer) mustGetCustomer(tx, params.customer);
        const method = params.payment_method ? resolveCard(tx, params.payment_method) : null;
        const intent = createSetup(tx, {
          customer: params.customer ?? null,
          description: params.description ?? null,
          metadata: mergeMetadata({}, params.metadata),
          usage: params.usage ?? "off_session",
          method,
        });
        if (!params.confirm) return intent;
        if (!method)
          throw invalidRequest("You cannot confirm without a payment method.", { param: "payment_method" });
        return answered(confirmSetup(tx, intent, method));
      },
    }),
    retrieve("/v1/setup_intents/{id}", setupIntents),
    operation({
      method: "POST",
      path: "/v1/setup_intents/{id}/confirm",
      params: ConfirmParams,
      run({ tx, params, path }) {
        const intent = mustGet(tx, setupIntents, path("id"));
        const id = params.payment_method ?? intent.payment_method;
        if (!id)
          throw invalidRequest("You cannot confirm without a payment method.", { param: "payment_method" });
        return answered(confirmSetup(tx, intent, resolveCard(tx, id)));
      },
    }),
    operation({
      method: "POST",
      path: "/v1/setup_intents/{id}/cancel",
      params: noParams,
      run({ tx, path }) {
        const intent = mustGet(tx, setupIntents, path("id"));
        if (intent.status === "succeeded" || intent.status === "canceled") {
          throw invalidRequest(`You cannot cancel a SetupIntent that is ${intent.status}.`, {
            code: "setup_intent_unexpected_state",
          });
        }
        const canceled = tx.put(setupIntents, { ...intent, next_action: null, status: "canceled" });
        tx.emit("setup_intent.canceled", canceled);
        return canceled;
      },
    }),
    list({
      path: "/v1/setup_intents",
      from: setupIntents,
      filters: { created: created.optional(), customer: text.optional(), payment_method: text.optional() },
      matches: (intent, filters) =>
        (filters.customer === undefined || intent.customer === filters.customer) &&
        (filters.payment_method === undefined || intent.payment_method === filters.payment_method) &&
        isWithin(intent.created, filters.created),
    }),
  ],
};
