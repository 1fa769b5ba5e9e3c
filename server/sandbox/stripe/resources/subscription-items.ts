import type Stripe from "stripe";
import { z } from "zod";
import { applyChange, type ChangePayment } from "../billing/changing.ts";
import type { ItemChange, ProrationBehavior } from "../billing/planning.ts";
import { prices, type Subscription, type SubscriptionItem, subscriptions } from "../core/collections.ts";
import { noSuch } from "../core/errors.ts";
import { page } from "../core/list.ts";
import { mustGet, operation, type Resource } from "../core/operation.ts";
import { metadata, noParams, paramsOf, text, whole } from "../core/params.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { proration } from "./subscription-params.ts";

const HOW = {
  payment_behavior: z.enum(["allow_incomplete", "error_if_incomplete", "pending_if_incomplete"]).optional(),
  proration_behavior: proration.optional(),
  proration_date: whole.optional(),
};
const CreateParams = paramsOf<Stripe.SubscriptionItemCreateParams>()({
  ...HOW,
  metadata: metadata.optional(),
  price: text,
  quantity: whole.optional(),
  subscription: text,
});
const UpdateParams = paramsOf<Stripe.SubscriptionItemUpdateParams>()({
  ...HOW,
  metadata: metadata.optional(),
  price: text.optional(),
  quantity: whole.optional(),
});
const DeleteParams = paramsOf<Stripe.SubscriptionItemDeleteParams>()({
  payment_behavior: HOW.payment_behavior,
  proration_behavior: HOW.proration_behavior,
  proration_date: HOW.proration_date,
});

interface How {
  payment_behavior?: ChangePayment | undefined;
  proration_behavior?: ProrationBehavior | undefined;
  proration_date?: number | undefined;
}

function change(tx: Tx, subscription: Subscription, item: ItemChange, how: How): Subscription {
  const terms = {
    items: [item],
    proration: how.proration_behavior ?? "create_prorations",
    prorateAt: how.proration_date ?? tx.now,
    restartsCycle: false,
  };
  return applyChange(tx, subscription, terms, how.payment_behavior ?? "allow_incomplete");
}

function find(reader: Reader, id: string): { subscription: Subscription; item: SubscriptionItem } {
  for (const subscription of reader.all(subscriptions)) {
    const item = subscription.items.data.find((each) => each.id === id);
    if (item) return { subscription, item };
  }
  throw noSuch("subscription_item", id);
}

const priceOf = (reader: Reader, id: string | undefined) =>
  id === undefined ? undefined : mustGet(reader, prices, id, "price");

export const subscriptionItemResource: Resource = {
  operations: [
    operation({
      method: "POST",
      path: "/v1/subscription_items",
      params: CreateParams,
      run({ tx, params }) {
        const old = mustGet(tx, subscriptions, params.subscription, "subscription");
        const { quantity, metadata: words } = params;
        const item = { price: priceOf(tx, params.price), quantity, metadata: words ?? undefined };
        const known = new Set(old.items.data.map(({ id }) => id));
        const added = change(tx, old, item, params).items.data.find(({ id }) => !known.has(id));
        if (!added) throw new Error("The item that was added is not there.");
        return added;
      },
    }),
    operation({
      method: "GET",
      path: "/v1/subscription_items/{id}",
      params: noParams,
      run: ({ tx, path }) => find(tx, path("id")).item,
    }),
    operation({
      method: "POST",
      path: "/v1/subscription_items/{id}",
      params: UpdateParams,
      run({ tx, params, path }) {
        const { subscription, item } = find(tx, path("id"));
        const { quantity, metadata: words } = params;
        const asked = {
          id: item.id,
          price: priceOf(tx, params.price),
          quantity,
          metadata: words ?? undefined,
        };
        change(tx, subscription, asked, params);
        return find(tx, item.id).item;
      },
    }),
    operation({
      method: "DELETE",
      path: "/v1/subscription_items/{id}",
      params: DeleteParams,
      run({ tx, params, path }) {
        const { subscription, item } = find(tx, path("id"));
        change(tx, subscription, { id: item.id, isDeleted: true }, params);
        return { id: item.id, object: "subscription_item", deleted: true };
      },
    }),
    operation({
      method: "GET",
      path: "/v1/subscription_items",
      params: paramsOf<Stripe.SubscriptionItemListParams>()({
        ending_before: text.optional(),
        limit: whole.optional(),
        starting_after: text.optional(),
        subscription: text,
      }),
      run({ tx, params }) {
        const { subscription, ...paging } = params;
        const { items } = mustGet(tx, subscriptions, subscription, "subscription");
        return page("/v1/subscription_items", items.data, paging);
      },
    }),
  ],
};
