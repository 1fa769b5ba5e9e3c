import type Stripe from "stripe";
import { z } from "zod";
import { amountFields, currencyOptionsField, priceTerms, tiersField } from "../billing/price-terms.ts";
import { given, mergeMetadata } from "../core/changes.ts";
import { meters, type Price, prices, products } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { isWithin, list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { created, currency, flag, metadata, paramsOf, text, whole } from "../core/params.ts";
import { search } from "../core/search.ts";
import type { Tx } from "../core/tx.ts";
import { costs, taxBehavior, termsOf } from "./price-costs.ts";

const interval = z.enum(["day", "week", "month", "year"]);
const MAX_INTERVAL_COUNT = { day: 1095, week: 156, month: 36, year: 3 };

const CreateParams = paramsOf<Stripe.PriceCreateParams>()({
  ...costs,
  currency,
  active: flag.optional(),
  billing_scheme: z.enum(["per_unit", "tiered"]).optional(),
  currency_options: z.record(currency, z.strictObject(costs)).optional(),
  lookup_key: text.max(200).optional(),
  metadata: metadata.optional(),
  nickname: text.optional(),
  product: text,
  recurring: z
    .strictObject({
      interval,
      interval_count: whole.optional(),
      meter: text.optional(),
      usage_type: z.enum(["licensed", "metered"]).optional(),
    })
    .optional(),
  tiers_mode: z.enum(["graduated", "volume"]).optional(),
  transfer_lookup_key: flag.optional(),
  transform_quantity: z.strictObject({ divide_by: whole, round: z.enum(["down", "up"]) }).optional(),
});
type Params = z.output<typeof CreateParams>;

const UpdateParams = paramsOf<Stripe.PriceUpdateParams>()({
  active: flag.optional(),
  lookup_key: text.max(200).optional(),
  metadata: metadata.optional(),
  nickname: text.optional(),
  tax_behavior: taxBehavior.optional(),
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

function recurringOf(tx: Tx, params: Params): Price["recurring"] {
  if (!params.recurring) return null;
  const { interval, interval_count = 1, meter, usage_type = "licensed" } = params.recurring;
  if (interval_count < 1 || interval_count > MAX_INTERVAL_COUNT[interval]) {
    throw invalidRequest("Recurring prices must renew at least every three years.", {
      param: "recurring[interval_count]",
    });
  }
  if (usage_type === "metered" && meter === undefined) {
    throw invalidRequest(
      "`recurring[usage_type]=metered` prices must be backed by meters: pass `recurring[meter]`.",
      {
        param: "recurring[meter]",
      },
    );
  }
  if (meter !== undefined && usage_type !== "metered") {
    throw invalidRequest("`recurring[meter]` goes with `recurring[usage_type]=metered`.", {
      param: "recurring[usage_type]",
    });
  }
  if (meter !== undefined) mustGet(tx, meters, meter, "recurring[meter]");
  return { interval, interval_count, meter: meter ?? null, trial_period_days: null, usage_type };
}

export const priceResource: Resource = {
  collections: [prices],
  includes: {
    price: {
      currency_options: currencyOptionsField,
      tiers: (reader, id) => tiersField(reader, id, mustGet(reader, prices, id).currency),
    },
  },
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
        const own = termsOf(params, params, tax_behavior);
        const price: Price = {
          id,
          object: "price",
          active: params.active ?? true,
          billing_scheme: own.tiers ? "tiered" : "per_unit",
          created: tx.now,
          currency: params.currency,
          livemode: false,
          lookup_key: params.lookup_key ?? null,
          metadata: mergeMetadata({}, params.metadata),
          nickname: params.nickname ?? null,
          product: product.id,
          recurring: recurringOf(tx, params),
          tax_behavior,
          tiers_mode: own.tiers ? (params.tiers_mode ?? "graduated") : null,
          transform_quantity: params.transform_quantity ?? null,
          type: params.recurring ? "recurring" : "one_time",
          ...amountFields(own.unit),
        };
        const others = Object.entries(params.currency_options ?? {}).map(
          ([code, option]) => [code, termsOf(params, option, option.tax_behavior ?? tax_behavior)] as const,
        );
        tx.put(priceTerms, { id, byCurrency: { [params.currency]: own, ...Object.fromEntries(others) } });
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
        if (
          rest.tax_behavior &&
          old.tax_behavior !== "unspecified" &&
          rest.tax_behavior !== old.tax_behavior
        ) {
          throw invalidRequest("Once set, `tax_behavior` cannot be changed.", { param: "tax_behavior" });
        }
        claimLookupKey(tx, rest.lookup_key, old.id, transfer_lookup_key ?? false);
        const price: Price = { ...old, ...given(rest), metadata: mergeMetadata(old.metadata, patch) };
        tx.put(prices, price);
        tx.emit("price.updated", price, old);
        return price;
      },
    }),
    search({
      path: "/v1/prices/search",
      from: prices,
      fields: {
        active: ({ active }) => active,
        currency: ({ currency: code }) => code,
        lookup_key: ({ lookup_key }) => lookup_key,
        product: ({ product }) => product,
        type: ({ type }) => type,
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
        recurring: z
          .strictObject({
            interval: interval.optional(),
            meter: text.optional(),
            usage_type: z.enum(["licensed", "metered"]).optional(),
          })
          .optional(),
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
        (filters.recurring?.meter === undefined || price.recurring?.meter === filters.recurring.meter) &&
        (filters.recurring?.usage_type === undefined ||
          price.recurring?.usage_type === filters.recurring.usage_type) &&
        isWithin(price.created, filters.created),
    }),
  ],
};
