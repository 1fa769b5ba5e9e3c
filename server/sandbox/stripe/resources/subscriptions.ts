import { z } from "zod";
import { cancelSubscription } from "../billing/canceling.ts";
import { applyChange } from "../billing/changing.ts";
import { mustGetDiscount } from "../billing/discounting.ts";
import { grantDiscounts } from "../billing/granting.ts";
import { pauseSubscription, resumeSubscription } from "../billing/pausing.ts";
import { pendingUpdateTimers } from "../billing/pending-updates.ts";
import { subscriptionTimers } from "../billing/renewing.ts";
import { mustOwnCard } from "../billing/saved-cards.ts";
import { changeSubscription } from "../billing/subscribing.ts";
import { automaticTax } from "../billing/subscription-record.ts";
import { given, mergeMetadata } from "../core/changes.ts";
import { type Subscription, subscriptions } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { isWithin, list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { created, noParams, text } from "../core/params.ts";
import { search } from "../core/search.ts";
import { listOf } from "../core/wire.ts";
import { cancellationChange, changeOf, rememberProration, taxRatesOf } from "./subscription-change.ts";
import { createSubscription } from "./subscription-creation.ts";
import {
  CancelParams,
  CreateParams,
  PauseParams,
  ResumeParams,
  SUBSCRIPTION_STATUSES,
  UpdateParams,
} from "./subscription-params.ts";

function mustBeChangeable(old: Subscription, isMoreThanWords: boolean): void {
  const isOver = old.status === "canceled" || old.status === "incomplete_expired";
  if (!isOver || !isMoreThanWords) return;
  throw invalidRequest(`A ${old.status} subscription can only update its cancellation_details and metadata.`);
}

export const subscriptionResource: Resource = {
  collections: [subscriptions],
  timers: function* timers(reader) {
    yield* pendingUpdateTimers(reader);
    yield* subscriptionTimers(reader);
  },
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
      run: ({ tx, params }) => createSubscription(tx, params),
    }),
    retrieve("/v1/subscriptions/{id}", subscriptions),
    operation({
      method: "POST",
      path: "/v1/subscriptions/{id}",
      params: UpdateParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, subscriptions, path("id"));
        const { cancellation_details, metadata: patch, ...more } = params;
        mustBeChangeable(
          old,
          Object.values(more).some((value) => value !== undefined),
        );
        const { default_payment_method, description, discounts, collection_method, days_until_due } = params;
        if (default_payment_method) {
          mustOwnCard(tx, default_payment_method, old.customer, "default_payment_method");
        }
        if (discounts !== undefined) grantDiscounts(tx, old, discounts);
        const scheduled = cancellationChange(old, params, tx.now);
        if (scheduled.cancel_at) rememberProration(tx, old, params);
        const said = scheduled.cancellation_details ?? old.cancellation_details;
        const rates = params.default_tax_rates;
        const { trial_settings: trial, automatic_tax: tax, pause_collection: pause } = params;
        const changed = changeSubscription(tx, old, {
          ...given({ default_payment_method, description, collection_method, days_until_due }),
          ...scheduled,
          ...(rates === undefined ? {} : { default_tax_rates: taxRatesOf(tx, rates ?? []) }),
          ...(tax ? { automatic_tax: automaticTax(tax.enabled) } : {}),
          ...(pause === undefined
            ? {}
            : {
                pause_collection: pause && { behavior: pause.behavior, resumes_at: pause.resumes_at ?? null },
              }),
          ...(trial
            ? { trial_settings: { end_behavior: { billing_cycle_anchor: null, ...trial.end_behavior } } }
            : {}),
          cancellation_details: said && { ...said, ...given(cancellation_details ?? {}) },
          metadata: mergeMetadata(old.metadata, patch),
        });
        const change = changeOf(tx, changed, params, tx.now);
        return change
          ? applyChange(tx, changed, change, params.payment_behavior ?? "allow_incomplete")
          : changed;
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
        tx.put(subscriptions, { ...old, cancellation_details: said });
        return cancelSubscription(tx, old, {
          reason: "cancellation_requested",
          invoicesNow: params.invoice_now ?? false,
          isProrated: params.prorate ?? false,
        });
      },
    }),
    operation({
      method: "POST",
      path: "/v1/subscriptions/{id}/pause",
      params: PauseParams,
      run: ({ tx, params, path }) =>
        pauseSubscription(tx, mustGet(tx, subscriptions, path("id")), {
          creditFrom: params.bill_for?.unused_time_from?.type ?? "now",
          billsUsage: params.bill_for?.outstanding_usage_through?.type !== "none",
          invoicesNow: params.invoicing_behavior === "invoice",
        }),
    }),
    operation({
      method: "POST",
      path: "/v1/subscriptions/{id}/resume",
      params: ResumeParams,
      run: ({ tx, params, path }) =>
        resumeSubscription(tx, mustGet(tx, subscriptions, path("id")), {
          anchor: params.billing_cycle_anchor?.type ?? "now",
          payment: params.payment_behavior ?? "resume_on_payment_success",
          proration: params.proration_behavior ?? "create_prorations",
        }),
    }),
    operation({
      method: "DELETE",
      path: "/v1/subscriptions/{id}/discount",
      params: noParams,
      run({ tx, path }) {
        const { id, discounts } = mustGet(tx, subscriptions, path("id"));
        const [first] = discounts;
        if (!first) throw invalidRequest("This subscription has no discount.", { code: "resource_missing" });
        grantDiscounts(tx, { id }, null);
        const { end: _, ...discount } = mustGetDiscount(tx, first);
        return { ...discount, deleted: true };
      },
    }),
    search({
      path: "/v1/subscriptions/search",
      from: subscriptions,
      fields: {
        created: ({ created: at }) => at,
        canceled_at: ({ canceled_at }) => canceled_at,
        status: ({ status }) => status,
        customer: ({ customer }) => customer,
      },
    }),
    list({
      path: "/v1/subscriptions",
      from: subscriptions,
      filters: {
        collection_method: z.enum(["charge_automatically", "send_invoice"]).optional(),
        created: created.optional(),
        customer: text.optional(),
        price: text.optional(),
        status: z.enum(["all", "ended", ...SUBSCRIPTION_STATUSES]).optional(),
        test_clock: text.optional(),
      },
      matches: (subscription, filters) =>
        (filters.customer === undefined || subscription.customer === filters.customer) &&
        (filters.collection_method === undefined ||
          subscription.collection_method === filters.collection_method) &&
        (filters.test_clock === undefined || subscription.test_clock === filters.test_clock) &&
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
