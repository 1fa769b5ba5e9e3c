import { subscriptions } from "../core/collections.ts";
import { noSuch } from "../core/errors.ts";
import { operation, type Resource } from "../core/operation.ts";
import { noParams } from "../core/params.ts";

export const subscriptionItemResource: Resource = {
  operations: [
    operation({
      method: "GET",
      path: "/v1/subscription_items/{id}",
      params: noParams,
      run({ tx, path }) {
        const items = tx.all(subscriptions).flatMap((subscription) => subscription.items.data);
        const item = items.find(({ id }) => id === path("id"));
        if (!item) throw noSuch("subscription_item", path("id"));
        return item;
      },
    }),
  ],
};
