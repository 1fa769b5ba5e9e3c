import type Stripe from "stripe";
import { z } from "zod";
import { given, mergeMetadata } from "../core/changes.ts";
import { type Price, prices, products } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { isWithin, list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { amount, created, currency, flag, metadata, paramsOf, text, whole } from "../core/params.ts";
import type { Tx } from "../core/tx.ts";

const interval = z.enum(["day", "week", "month", "year"]);
const MAX_INTERVAL_COUNT = { day: 1095, week: 156, month: 36, year: 3 };

const CreateParams = paramsOf<Stripe.PriceCreateParams>()({
  currency,
  active: flag.optional(),
  currency_options: z.record(currency, z.strictObject({ unit_amount: amount })).optional(),
  lookup_key: text.max(200).optional(),
  metadata: metadata.optional(),
  nickname: text.optional(),
  product: text,
  recurring: z.strictObject({ interval, interval_count: whole.optional() }).optional(),
  tax_behavior: z.enum(["exclusive", "inclusive", "unspecified"]).optional(),
  transfer_lookup_key: flag.optional(),
  unit_amount: amount,
});

const UpdateParams = paramsOf<Stripe.PriceUpdateParams>()({
  active: flag.optional(),
  lookup_key: text.max(200).optional(),
  metadata: metadata.optional(),
  nickname: text.optional(),
  transfer_lookup_key: flag.optional(),
});

/** Lookup keys are unique among all prices: one that is taken moves only when the caller says so. */
function claimLookupKey(tx: Tx, key: string | undefined, owner: string, isTransferAllowed: boolean): void {
  const holder = key && tx.all(prices).find((price) => price.lookup_key === key && price.id !== owner);
  if (!holder) return;
  if (!isTransferAllowed) {
    throw invalidRequest(`A price (\`${holder.id}\`) already uses that lookup key.`, { param: "lookup_key" });
  }
  const freed = { ...holder, lookup_key: null };
  tx.put(prices, freed);
  tx.emit("price.updated", freed, holder);
}

function recurringOf(params: z.output<typeof CreateParams>): Price["recurring"] {
  if (!params.recurring) return null;
  const { interval, interval_count = 1 } = params.recurring;
  if (interval_count < 1 || interval_count > MAX_INTERVAL_COUNT[interval]) {
    throw invalidRequest("Recurring prices must renew at least every three years.", {
      param: "recurring[interval_count]",
    });
  }
  return { interval, interval_count, meter: null, trial_period_days: null, usage_type: "licensed" };
}

const amountFields = (unit_amount: number) => ({
  custom_unit_amount: null,
  unit_amount,
  unit_amount_decimal: String(unit_amount),
});

export const priceResource: Resource = {
  collections: [prices],
  includes: { price: { currency_options: () => null } },
  operations: [
    operation({
      method: "POST",
      path: "/v1/prices",
      params: CreateParams,
      run({ tx, params }) {
        const product = mustGet(tx, products, params.product, "product");
        const id = tx.newId("price");
        claimLookupKey(tx, params.lookup_key, id, params.transfer_lookup_key ?? false);
        const tax_behavior = params.tax_behavior ?? "unspecified";
        const price: Price = {
          id,
          object: "price",
          active: params.active ?? true,
          billing_scheme: "per_unit",
          created: tx.now,
          currency: params.currency,
          livemode: false,
          lookup_key: params.lookup_key ?? null,
          metadata: mergeMetadata({}, params.metadata),
          nickname: params.nickname ?? null,
          product: product.id,
          recurring: recurringOf(params),
          tax_behavior,
          tiers_mode: null,
          transform_quantity: null,
          type: params.recurring ? "recurring" : "one_time",
          ...amountFields(params.unit_amount),
        };
        const others = Object.entries(params.currency_options ?? {}).map(
          ([code, option]) => [code, { tax_behavior, ...amountFields(option.unit_amount) }] as const,
        );
        if (others.length > 0) price.currency_options = Object.fromEntries(others);
        tx.put(prices, price);
        tx.emit("price.created", price);
        return price;
      },
    }),
    retrieve("/v1/prices/{id}", prices),
    operation({
      method: "POST",
      path: "/v1/prices/{id}",
      params: UpdateParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, prices, path("id"));
        const { metadata: patch, transfer_lookup_key, ...rest } = params;
        claimLookupKey(tx, rest.lookup_key, old.id, transfer_lookup_key ?? false);
        const price: Price = { ...old, ...given(rest), metadata: mergeMetadata(old.metadata, patch) };
        tx.put(prices, price);
        tx.emit("price.updated", price, old);
        return price;
      },
    }),
    list({
      path: "/v1/prices",
      from: prices,
      filters: {
        active: flag.optional(),
        created: created.optional(),
        currency: currency.optional(),
        lookup_keys: z.array(text).max(10).optional(),
        product: text.optional(),
        recurring: z.strictObject({ interval: interval.optional() }).optional(),
        type: z.enum(["one_time", "recurring"]).optional(),
      },
      matches: (price, filters) =>
        (filters.active === undefined || price.active === filters.active) &&
        (filters.currency === undefined || price.currency === filters.currency) &&
        (filters.lookup_keys === undefined || filters.lookup_keys.some((key) => key === price.lookup_key)) &&
        (filters.product === undefined || price.product === filters.product) &&
        (filters.type === undefined || price.type === filters.type) &&
        (filters.recurring?.interval === undefined ||
          price.recurring?.interval === filters.recurring.interval) &&
        isWithin(price.created, filters.created),
    }),
  ],
};
