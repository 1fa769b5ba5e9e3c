import type Stripe from "stripe";
import { entitlementsOf, productFeatures, refreshEntitlements } from "../billing/entitling.ts";
import { given, mergeMetadata } from "../core/changes.ts";
import { activeEntitlements, type Feature, features, products, subscriptions } from "../core/collections.ts";
import { invalidRequest, noSuch } from "../core/errors.ts";
import { list, page } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { flag, metadata, noParams, paramsOf, text, whole } from "../core/params.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import type { Wire } from "../core/wire.ts";
import { mustGetCustomer } from "./customers.ts";

const CreateParams = paramsOf<Stripe.Entitlements.FeatureCreateParams>()({
  lookup_key: text.max(80),
  metadata: metadata.optional(),
  name: text.max(80),
});
const UpdateParams = paramsOf<Stripe.Entitlements.FeatureUpdateParams>()({
  active: flag.optional(),
  metadata: metadata.optional(),
  name: text.max(80).optional(),
});
const AttachParams = paramsOf<Stripe.ProductCreateFeatureParams>()({ entitlement_feature: text });
const ActiveParams = paramsOf<Stripe.Entitlements.ActiveEntitlementListParams>()({
  customer: text,
  ending_before: text.optional(),
  limit: whole.optional(),
  starting_after: text.optional(),
});

export const featureResource: Resource = {
  collections: [features],
  operations: [
    operation({
      method: "POST",
      path: "/v1/entitlements/features",
      params: CreateParams,
      run({ tx, params }) {
        const { lookup_key, name } = params;
        if (tx.all(features).some((feature) => feature.lookup_key === lookup_key)) {
          throw invalidRequest(`A feature with the lookup key ${lookup_key} already exists.`, {
            param: "lookup_key",
            code: "resource_already_exists",
          });
        }
        return tx.put(features, {
          id: tx.newId("feat"),
          object: "entitlements.feature",
          active: true,
          livemode: false,
          lookup_key,
          metadata: mergeMetadata({}, params.metadata),
          name,
        });
      },
    }),
    retrieve("/v1/entitlements/features/{id}", features),
    operation({
      method: "POST",
      path: "/v1/entitlements/features/{id}",
      params: UpdateParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, features, path("id"));
        const { metadata: patch, ...rest } = params;
        const feature: Feature = { ...old, ...given(rest), metadata: mergeMetadata(old.metadata, patch) };
        return tx.put(features, feature);
      },
    }),
    list({
      path: "/v1/entitlements/features",
      from: features,
      filters: { archived: flag.optional(), lookup_key: text.optional() },
      matches: (feature, filters) =>
        (filters.archived === undefined || feature.active !== filters.archived) &&
        (filters.lookup_key === undefined || feature.lookup_key === filters.lookup_key),
    }),
  ],
};

function productFeatureOf(reader: Reader, id: string): Wire<Stripe.ProductFeature> {
  const { feature } = mustGet(reader, productFeatures, id);
  return {
    id,
    object: "product_feature",
    entitlement_feature: mustGet(reader, features, feature),
    livemode: false,
  };
}

/** Who has this product gains or loses what it brings. */
function refreshOwners(tx: Tx, product: string): void {
  const owners = tx
    .all(subscriptions)
    .filter(({ items }) => items.data.some(({ price }) => price.product === product))
    .map(({ customer }) => customer);
  for (const customer of new Set(owners)) refreshEntitlements(tx, customer);
}

export const productFeatureResource: Resource = {
  operations: [
    operation({
      method: "POST",
      path: "/v1/products/{id}/features",
      params: AttachParams,
      run({ tx, params, path }) {
        const product = mustGet(tx, products, path("id")).id;
        const feature = mustGet(tx, features, params.entitlement_feature, "entitlement_feature");
        if (!feature.active) throw invalidRequest("An archived feature cannot be attached.");
        const isThere = tx
          .all(productFeatures)
          .some((each) => each.product === product && each.feature === feature.id);
        if (isThere) throw invalidRequest("The feature is attached to this product already.");
        const { id } = tx.put(productFeatures, { id: tx.newId("prodft"), product, feature: feature.id });
        refreshOwners(tx, product);
        return productFeatureOf(tx, id);
      },
    }),
    operation({
      method: "GET",
      path: "/v1/products/{id}/features",
      params: paramsOf<Stripe.ProductListFeaturesParams>()({
        ending_before: text.optional(),
        limit: whole.optional(),
        starting_after: text.optional(),
      }),
      run({ tx, params, path }) {
        const product = mustGet(tx, products, path("id")).id;
        const own = tx.all(productFeatures).filter((each) => each.product === product);
        const found = own.map(({ id }) => productFeatureOf(tx, id)).reverse();
        return page(`/v1/products/${product}/features`, found, params);
      },
    }),
    operation({
      method: "GET",
      path: "/v1/products/{productId}/features/{id}",
      params: noParams,
      run: ({ tx, path }) => productFeatureOf(tx, path("id")),
    }),
    operation({
      method: "DELETE",
      path: "/v1/products/{productId}/features/{id}",
      params: noParams,
      run({ tx, path }) {
        const { id, product } = mustGet(tx, productFeatures, path("id"));
        if (product !== path("productId")) throw noSuch("product_feature", id);
        tx.remove(productFeatures, id);
        refreshOwners(tx, product);
        return { id, object: "product_feature", deleted: true } satisfies Wire<Stripe.DeletedProductFeature>;
      },
    }),
  ],
};

export const activeEntitlementResource: Resource = {
  collections: [activeEntitlements],
  operations: [
    retrieve("/v1/entitlements/active_entitlements/{id}", activeEntitlements),
    operation({
      method: "GET",
      path: "/v1/entitlements/active_entitlements",
      params: ActiveParams,
      run({ tx, params }) {
        const { customer, ...paging } = params;
        const own = entitlementsOf(tx, mustGetCustomer(tx, customer).id).reverse();
        return page("/v1/entitlements/active_entitlements", own, paging);
      },
    }),
  ],
};
