import type Stripe from "stripe";
import { z } from "zod";
import { given, mergeMetadata } from "../core/changes.ts";
import { type PortalConfiguration, portalConfigurations, prices, products } from "../core/collections.ts";
import { list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { emptyable, flag, httpUrl, metadata, paramsOf, text } from "../core/params.ts";
import type { Tx } from "../core/tx.ts";

const enabled = z.strictObject({ enabled: flag });
const proration = z.enum(["always_invoice", "create_prorations", "none"]);

const features = z.strictObject({
  invoice_history: enabled.optional(),
  payment_method_update: enabled.optional(),
  subscription_cancel: z
    .strictObject({
      enabled: flag,
      mode: z.enum(["at_period_end", "immediately"]).optional(),
      proration_behavior: proration.optional(),
    })
    .optional(),
  subscription_update: z
    .strictObject({
      enabled: flag,
      default_allowed_updates: z.array(z.literal("price")).optional(),
      products: z
        .array(z.strictObject({ product: text, prices: z.array(text).min(1).max(10) }))
        .max(10)
        .optional(),
      proration_behavior: proration.optional(),
    })
    .optional(),
});
type Features = z.output<typeof features>;

const FIELDS = {
  business_profile: z.strictObject({ headline: emptyable(text).optional() }).optional(),
  default_return_url: emptyable(httpUrl).optional(),
  metadata: metadata.optional(),
};
const CreateParams = paramsOf<Stripe.BillingPortal.ConfigurationCreateParams>()({ ...FIELDS, features });
const UpdateParams = paramsOf<Stripe.BillingPortal.ConfigurationUpdateParams>()({
  ...FIELDS,
  active: flag.optional(),
  features: features.optional(),
});

function blankConfiguration(id: string, now: number, isDefault: boolean): PortalConfiguration {
  return {
    id,
    object: "billing_portal.configuration",
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: now,
    default_return_url: null,
    features: {
      customer_update: { allowed_updates: [], enabled: false },
      invoice_history: { enabled: isDefault },
      payment_method_update: { enabled: isDefault, payment_method_configuration: null },
      subscription_cancel: {
        cancellation_reason: { enabled: false, feedback_options: null, options: ["other"] },
        enabled: isDefault,
        mode: "at_period_end",
        proration_behavior: "none",
      },
      subscription_pause: { duration: { interval_options: [], type: "indefinite" }, enabled: false },
      subscription_update: {
        billing_cycle_anchor: "unchanged",
        default_allowed_updates: [],
        enabled: false,
        products: [],
        proration_behavior: "none",
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: "continue_trial",
      },
    },
    is_default: isDefault,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: {},
    name: null,
    updated: now,
  };
}

function withFeatures(tx: Tx, old: PortalConfiguration["features"], asked: Features | undefined) {
  if (!asked) return old;
  const { products: sold, ...update } = asked.subscription_update ?? {};
  for (const { product, prices: ids } of sold ?? []) {
    mustGet(tx, products, product, "features[subscription_update][products][0][product]");
    for (const id of ids) mustGet(tx, prices, id, "features[subscription_update][products][0][prices][0]");
  }
  const adjustable_quantity = { enabled: false, maximum: null, minimum: 1 };
  return {
    ...old,
    invoice_history: { ...old.invoice_history, ...asked.invoice_history },
    payment_method_update: { ...old.payment_method_update, ...asked.payment_method_update },
    subscription_cancel: { ...old.subscription_cancel, ...given(asked.subscription_cancel ?? {}) },
    subscription_update: {
      ...old.subscription_update,
      ...given(update),
      ...(sold ? { products: sold.map((each) => ({ ...each, adjustable_quantity })) } : {}),
    },
  };
}

/** The one a session uses that names none: made on first use. */
export function defaultConfiguration(tx: Tx): PortalConfiguration {
  const known = tx.all(portalConfigurations).find(({ is_default }) => is_default);
  return known ?? tx.put(portalConfigurations, blankConfiguration(tx.newId("bpc"), tx.now, true));
}

export const portalConfigurationResource: Resource = {
  collections: [portalConfigurations],
  operations: [
    operation({
      method: "POST",
      path: "/v1/billing_portal/configurations",
      params: CreateParams,
      run({ tx, params }) {
        const blank = blankConfiguration(tx.newId("bpc"), tx.now, false);
        const configuration: PortalConfiguration = {
          ...blank,
          business_profile: { ...blank.business_profile, ...given(params.business_profile ?? {}) },
          default_return_url: params.default_return_url ?? null,
          features: withFeatures(tx, blank.features, params.features),
          metadata: mergeMetadata({}, params.metadata),
        };
        tx.put(portalConfigurations, configuration);
        tx.emit("billing_portal.configuration.created", configuration);
        return configuration;
      },
    }),
    retrieve("/v1/billing_portal/configurations/{id}", portalConfigurations),
    operation({
      method: "POST",
      path: "/v1/billing_portal/configurations/{id}",
      params: UpdateParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, portalConfigurations, path("id"));
        const { active, default_return_url } = params;
        const configuration: PortalConfiguration = {
          ...old,
          ...given({ active, default_return_url }),
          business_profile: { ...old.business_profile, ...given(params.business_profile ?? {}) },
          features: withFeatures(tx, old.features, params.features),
          metadata: mergeMetadata(old.metadata ?? {}, params.metadata),
          updated: tx.now,
        };
        tx.put(portalConfigurations, configuration);
        tx.emit("billing_portal.configuration.updated", configuration, old);
        return configuration;
      },
    }),
    list({
      path: "/v1/billing_portal/configurations",
      from: portalConfigurations,
      filters: { active: flag.optional(), is_default: flag.optional() },
      matches: (configuration, filters) =>
        (filters.active === undefined || configuration.active === filters.active) &&
        (filters.is_default === undefined || configuration.is_default === filters.is_default),
    }),
  ],
};
