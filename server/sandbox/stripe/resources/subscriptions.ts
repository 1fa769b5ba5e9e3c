import { z } from "zod";
import { DAY } from "../billing/calendar.ts";
import { changePrice } from "../billing/changing.ts";
import { cancelSubscription, periodOf, subscriptionTimers } from "../billing/renewing.ts";
import { mustOwnCard } from "../billing/saved-cards.ts";
import { changeSubscription, startSubscription } from "../billing/subscribing.ts";
import type { ItemSpec } from "../billing/subscription-record.ts";
import { given, mergeMetadata } from "../core/changes.ts";
import { prices, type Subscription, subscriptions } from "../core/collections.ts";
import { invalidRequest, noSuch } from "../core/errors.ts";
import { isWithin, list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { created, text } from "../core/params.ts";
import type { Tx } from "../core/tx.ts";
import { listOf } from "../core/wire.ts";
import { mustGetCustomer } from "./customers.ts";
import { CancelParams, CreateParams, SUBSCRIPTION_STATUSES, UpdateParams } from "./subscription-params.ts";

export function trialEndOf(
  params: { trial_end?: number | undefined; trial_period_days?: number | undefined },
  now: number,
) {
  if (params.trial_end !== undefined) return params.trial_end;
  if (params.trial_period_days === undefined) return null;
  if (params.trial_period_days < 1 || params.trial_period_days > 730) {
    throw invalidRequest("trial_period_days must be between 1 and 730.", { param: "trial_period_days" });
  }
  return now + params.trial_period_days * DAY;
}

/** Schedules the end of a subscription at its period's end, or takes that back. */
export function cancellationChange(
  old: Subscription,
  isCanceling: boolean | undefined,
  now: number,
): Partial<Subscription> {
  if (isCanceling === undefined || isCanceling === old.cancel_at_period_end) return {};
  const blank = { comment: null, feedback: null, feedback_option: null };
  return isCanceling
    ? {
        cancel_at: periodOf(old).end,
        cancel_at_period_end: true,
        canceled_at: now,
        cancellation_details: { ...blank, reason: "cancellation_requested" },
      }
    : {
        cancel_at: null,
        cancel_at_period_end: false,
        canceled_at: null,
        cancellation_details: { ...blank, reason: null },
      };
}

function targetOf(
  tx: Tx,
  subscription: Subscription,
  items: { id: string; price: string; quantity?: number | undefined }[],
): ItemSpec {
  const [item] = items;
  const old = subscription.items.data.find(({ id }) => id === item?.id);
  if (!item || !old) throw noSuch("subscription_item", item?.id ?? "", "items[0][id]");
  return {
    price: mustGet(tx, prices, item.price, "items[0][price]"),
    quantity: item.quantity ?? old.quantity ?? 1,
  };
}

export const subscriptionResource: Resource = {
  collections: [subscriptions],
  timers: subscriptionTimers,
  includes: {
    customer: {
      subscriptions: (reader, id) => {
        const own = reader.all(subscriptions).filter(({ customer }) => customer === id);
        return listOf(
          `/v1/customers/${id}/subscriptions`,
          own.filter((one) => hasStatus(one, undefined)),
        );
      },
    },
  },
  operations: [
    operation({
      method: "POST",
      path: "/v1/subscriptions",
      params: CreateParams,
      run({ tx, params }) {
        const customer = mustGetCustomer(tx, params.customer);
        if (params.default_payment_method) {
          mustOwnCard(tx, params.default_payment_method, customer.id, "default_payment_method");
        }
        const trialEnd = trialEndOf(params, tx.now);
        const hasCard = params.default_payment_method ?? customer.invoice_settings.default_payment_method;
        const behavior = params.payment_behavior ?? "allow_incomplete";
        if (!hasCard && trialEnd === null && behavior !== "default_incomplete") {
          throw invalidRequest("This customer has no attached payment source or default payment method.", {
            code: "resource_missing",
          });
        }
        return startSubscription(
          tx,
          {
            customer: customer.id,
            items: params.items.map((item, index) => ({
              price: mustGet(tx, prices, item.price, `items[${index}][price]`),
              quantity: item.quantity ?? 1,
            })),
            defaultPaymentMethod: params.default_payment_method ?? null,
            trialEnd,
            missingPaymentMethod:
              params.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice",
            metadata: mergeMetadata({}, params.metadata),
            description: params.description ?? null,
          },
          behavior,
        );
      },
    }),
    retrieve("/v1/subscriptions/{id}", subscriptions),
    operation({
      method: "POST",
      path: "/v1/subscriptions/{id}",
      params: UpdateParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, subscriptions, path("id"));
        if (old.status === "canceled" || old.status === "incomplete_expired") {
          throw invalidRequest(
            `A ${old.status} subscription can only update its cancellation_details and metadata.`,
          );
        }
        const { cancel_at_period_end, cancellation_details, metadata: patch, description } = params;
        const { default_payment_method, items, payment_behavior, proration_behavior } = params;
        if (default_payment_method) {
          mustOwnCard(tx, default_payment_method, old.customer, "default_payment_method");
        }
        const scheduled = cancellationChange(old, cancel_at_period_end, tx.now);
        const said = scheduled.cancellation_details ?? old.cancellation_details;
        const changed = changeSubscription(tx, old, {
          ...given({ default_payment_method, description }),
          ...scheduled,
          cancellation_details: said && { ...said, ...given(cancellation_details ?? {}) },
          metadata: mergeMetadata(old.metadata, patch),
        });
        if (!items) return changed;
        if (!proration_behavior) {
          throw invalidRequest(
            "Changing items needs proration_behavior=always_invoice or none: this sandbox keeps no pending prorations so far.",
            { param: "proration_behavior" },
          );
        }
        return changePrice(tx, changed, targetOf(tx, changed, items), {
          isProrated: proration_behavior === "always_invoice",
          payment: payment_behavior ?? "allow_incomplete",
        });
      },
    }),
    operation({
      method: "DELETE",
      path: "/v1/subscriptions/{id}",
      params: CancelParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, subscriptions, path("id"));
        const said = old.cancellation_details && {
          ...old.cancellation_details,
          ...given(params.cancellation_details ?? {}),
        };
        return cancelSubscription(tx, { ...old, cancellation_details: said }, "cancellation_requested");
      },
    }),
    list({
      path: "/v1/subscriptions",
      from: subscriptions,
      filters: {
        created: created.optional(),
        customer: text.optional(),
        price: text.optional(),
        status: z.enum(["all", "ended", ...SUBSCRIPTION_STATUSES]).optional(),
      },
      matches: (subscription, filters) =>
        (filters.customer === undefined || subscription.customer === filters.customer) &&
        (filters.price === undefined ||
          subscription.items.data.some(({ price }) => price.id === filters.price)) &&
        hasStatus(subscription, filters.status) &&
        isWithin(subscription.created, filters.created),
    }),
  ],
};

/** Without a filter Stripe leaves canceled subscriptions out. */
function hasStatus({ status }: Subscription, wanted: string | undefined): boolean {
  if (wanted === undefined) return status !== "canceled" && status !== "incomplete_expired";
  if (wanted === "all") return true;
  if (wanted === "ended") return status === "canceled" || status === "incomplete_expired";
  return status === wanted;
}
