import { paymentIntents } from "../core/collections.ts";
import { isWithin, list } from "../core/list.ts";
import { type Resource, retrieve } from "../core/operation.ts";
import { created, text } from "../core/params.ts";

export const paymentIntentResource: Resource = {
  collections: [paymentIntents],
  operations: [
    retrieve("/v1/payment_intents/{id}", paymentIntents),
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
