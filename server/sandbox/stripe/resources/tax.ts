import type Stripe from "stripe";
import { z } from "zod";
import { createTaxId, taxIdTimers } from "../billing/tax-ids.ts";
import { type TaxSettings, taxRateOf, taxSettings } from "../billing/taxing.ts";
import { given, mergeMetadata } from "../core/changes.ts";
import { type TaxRate, taxIds, taxRates } from "../core/collections.ts";
import { isWithin, list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { created, flag, metadata, noParams, paramsOf, text } from "../core/params.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import type { Wire } from "../core/wire.ts";
import { mustGetCustomer } from "./customers.ts";

const percentage = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,4})?$/, "decimal")
  .transform(Number);

const RateParams = paramsOf<Stripe.TaxRateCreateParams>()({
  active: flag.optional(),
  country: text.optional(),
  description: text.optional(),
  display_name: text.max(50),
  inclusive: flag,
  jurisdiction: text.max(50).optional(),
  metadata: metadata.optional(),
  percentage,
  state: text.max(3).optional(),
});
const RateUpdateParams = paramsOf<Stripe.TaxRateUpdateParams>()({
  active: flag.optional(),
  description: text.optional(),
  display_name: text.max(50).optional(),
  metadata: metadata.optional(),
});
const SettingsParams = paramsOf<Stripe.Tax.SettingsUpdateParams>()({
  defaults: z
    .strictObject({ tax_behavior: z.enum(["exclusive", "inclusive", "inferred_by_currency"]).optional() })
    .optional(),
});

const settingsOf = (reader: Reader, country: string): Wire<Stripe.Tax.Settings> => ({
  object: "tax.settings",
  defaults: {
    provider: "stripe",
    tax_behavior: reader.get(taxSettings, "tax.settings")?.behavior ?? "inferred_by_currency",
    tax_code: "txcd_10103001",
  },
  head_office: {
    address: { city: null, country, line1: null, line2: null, postal_code: null, state: null },
  },
  livemode: false,
  status: "active",
  status_details: { active: {} },
});

function setSettings(tx: Tx, behavior: TaxSettings["behavior"] | undefined): Wire<Stripe.Tax.Settings> {
  if (behavior) tx.put(taxSettings, { id: "tax.settings", behavior });
  const settings = settingsOf(tx, tx.merchant.country);
  tx.emit("tax.settings.updated", settings);
  return settings;
}

export const taxResource: Resource = {
  collections: [taxRates],
  operations: [
    operation({
      method: "POST",
      path: "/v1/tax_rates",
      params: RateParams,
      run({ tx, params }) {
        const { display_name, inclusive, percentage: percent, metadata: patch, ...rest } = params;
        const rate: TaxRate = {
          ...taxRateOf(tx.newId("txr"), tx.now, { display_name, inclusive, percentage: percent }),
          ...given(rest),
          metadata: mergeMetadata({}, patch),
        };
        tx.put(taxRates, rate);
        tx.emit("tax_rate.created", rate);
        return rate;
      },
    }),
    retrieve("/v1/tax_rates/{id}", taxRates),
    operation({
      method: "POST",
      path: "/v1/tax_rates/{id}",
      params: RateUpdateParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, taxRates, path("id"));
        const { metadata: patch, ...rest } = params;
        const rate: TaxRate = { ...old, ...given(rest), metadata: mergeMetadata(old.metadata ?? {}, patch) };
        tx.put(taxRates, rate);
        tx.emit("tax_rate.updated", rate, old);
        return rate;
      },
    }),
    list({
      path: "/v1/tax_rates",
      from: taxRates,
      filters: { active: flag.optional(), created: created.optional(), inclusive: flag.optional() },
      matches: (rate, filters) =>
        (filters.active === undefined || rate.active === filters.active) &&
        (filters.inclusive === undefined || rate.inclusive === filters.inclusive) &&
        isWithin(rate.created, filters.created),
    }),
    operation({
      method: "GET",
      path: "/v1/tax/settings",
      params: noParams,
      run: ({ tx }) => settingsOf(tx, tx.merchant.country),
    }),
    operation({
      method: "POST",
      path: "/v1/tax/settings",
      params: SettingsParams,
      run: ({ tx, params }) => setSettings(tx, params.defaults?.tax_behavior),
    }),
  ],
};

const IdParams = paramsOf<Stripe.CustomerCreateTaxIdParams>()({ type: text, value: text.max(100) });

function removeTaxId(tx: Tx, id: string): Wire<Stripe.DeletedTaxId> {
  const known = mustGet(tx, taxIds, id);
  tx.remove(taxIds, id);
  tx.emit("customer.tax_id.deleted", known);
  return { id, object: "tax_id", deleted: true };
}

export const taxIdResource: Resource = {
  collections: [taxIds],
  timers: taxIdTimers,
  operations: [
    operation({
      method: "POST",
      path: "/v1/customers/{id}/tax_ids",
      params: IdParams,
      run: ({ tx, params, path }) =>
        createTaxId(tx, mustGetCustomer(tx, path("id")).id, params.type, params.value),
    }),
    list({
      path: "/v1/customers/{id}/tax_ids",
      from: taxIds,
      filters: {},
      matches: (id, _filters, path) => id.customer === path("id"),
    }),
    retrieve("/v1/customers/{customerId}/tax_ids/{id}", taxIds),
    operation({
      method: "DELETE",
      path: "/v1/customers/{customerId}/tax_ids/{id}",
      params: noParams,
      run: ({ tx, path }) => removeTaxId(tx, path("id")),
    }),
    retrieve("/v1/tax_ids/{id}", taxIds),
    operation({
      method: "DELETE",
      path: "/v1/tax_ids/{id}",
      params: noParams,
      run: ({ tx, path }) => removeTaxId(tx, path("id")),
    }),
  ],
};
