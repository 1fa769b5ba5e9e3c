import type { z } from "zod";
import { DAY } from "../billing/calendar.ts";
import { termsIn } from "../billing/price-terms.ts";
import { mustOwnCard } from "../billing/saved-cards.ts";
import { changeSubscription, startSubscription } from "../billing/subscribing.ts";
import type { SubscriptionSpec } from "../billing/subscription-record.ts";
import { mergeMetadata } from "../core/changes.ts";
import { type Customer, type Price, prices, type Subscription } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { mustGet } from "../core/operation.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { discountIds } from "./asked-discounts.ts";
import { mustGetCustomer } from "./customers.ts";
import { cancellationChange, rememberProration, taxRatesOf } from "./subscription-change.ts";
import type { CreateParams } from "./subscription-params.ts";

type Params = z.output<typeof CreateParams>;

interface TrialParams {
  trial_end?: number | "now" | undefined;
  trial_period_days?: number | undefined;
}

export function trialEndOf({ trial_end, trial_period_days }: TrialParams, now: number): number | null {
  if (trial_end === "now") return null;
  if (trial_end !== undefined) return trial_end;
  if (trial_period_days === undefined) return null;
  if (trial_period_days < 1 || trial_period_days > 730) {
    throw invalidRequest("trial_period_days must be between 1 and 730.", { param: "trial_period_days" });
  }
  return now + trial_period_days * DAY;
}

export function createSubscription(tx: Tx, params: Params): Subscription {
  const customer = mustGetCustomer(tx, params.customer);
  if (params.default_payment_method) {
    mustOwnCard(tx, params.default_payment_method, customer.id, "default_payment_method");
  }
  const spec = specOf(tx, customer, params);
  const hasCard = params.default_payment_method ?? customer.invoice_settings.default_payment_method;
  const behavior = params.payment_behavior ?? "allow_incomplete";
  if (!hasCard && spec.trialEnd === null && spec.daysUntilDue === null && behavior !== "default_incomplete") {
    throw invalidRequest("This customer has no attached payment source or default payment method.", {
      code: "resource_missing",
    });
  }
  const started = startSubscription(tx, spec, behavior);
  const end = cancellationChange(started, params, tx.now);
  if (Object.keys(end).length === 0) return started;
  rememberProration(tx, started, params);
  return changeSubscription(tx, started, end);
}

export function specOf(tx: Tx, customer: Customer, params: Omit<Params, "customer">): SubscriptionSpec {
  const items = params.items.map((item, index) => ({
    price: mustGet(tx, prices, item.price, `items[${index}][price]`),
    quantity: item.quantity ?? 1,
    metadata: mergeMetadata({}, item.metadata),
  }));
  const currency = params.currency?.toLowerCase() ?? currencyFor(tx, customer, items[0]?.price);
  const isSent = params.collection_method === "send_invoice";
  if (isSent && params.days_until_due === undefined) {
    throw invalidRequest("You must pass `days_until_due` when `collection_method=send_invoice`.", {
      param: "days_until_due",
    });
  }
  return {
    customer: customer.id,
    items,
    currency,
    defaultPaymentMethod: params.default_payment_method ?? null,
    trialEnd: trialEndOf(params, tx.now),
    missingPaymentMethod: params.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice",
    metadata: mergeMetadata({}, params.metadata),
    description: params.description ?? null,
    testClock: customer.test_clock ?? null,
    discounts: discountIds(tx, params.discounts ?? [], { customer: customer.id, currency, items }),
    isTaxAutomatic: params.automatic_tax?.enabled ?? false,
    defaultTaxRates: taxRatesOf(tx, params.default_tax_rates ?? []),
    daysUntilDue: isSent ? (params.days_until_due ?? null) : null,
    anchor: params.billing_cycle_anchor ?? null,
  };
}

/** A customer keeps the currency they have, where the price is sold in it. */
export function currencyFor(reader: Reader, customer: Customer | null, price: Price | undefined): string {
  if (!price) return "usd";
  const own = customer?.currency;
  return own && termsIn(reader, price, own) ? own : price.currency;
}
