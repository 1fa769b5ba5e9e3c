import { charges } from "../core/collections.ts";
import { isWithin, list } from "../core/list.ts";
import { type Resource, retrieve } from "../core/operation.ts";
import { created, text } from "../core/params.ts";

export const chargeResource: Resource = {
  collections: [charges],
  operations: [
    retrieve("/v1/charges/{id}", charges),
    list({
      path: "/v1/charges",
      from: charges,
      filters: { created: created.optional(), customer: text.optional(), payment_intent: text.optional() },
      matches: (charge, filters) =>
        (filters.customer === undefined || charge.customer === filters.customer) &&
        (filters.payment_intent === undefined || charge.payment_intent === filters.payment_intent) &&
        isWithin(charge.created, filters.created),
    }),
  ],
};
