import type Stripe from "stripe";
import { z } from "zod";
import { given, mergeMetadata } from "../core/changes.ts";
import { type Product, prices, products } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { isWithin, list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { created, emptyable, flag, httpUrl, metadata, noParams, paramsOf, text } from "../core/params.ts";
import { search } from "../core/search.ts";
import type { Wire } from "../core/wire.ts";

const features = z.array(z.strictObject({ name: text.max(80) })).max(15);

const CreateParams = paramsOf<Stripe.ProductCreateParams>()({
  name: text,
  active: flag.optional(),
  description: text.optional(),
  id: text.optional(),
  images: z.array(httpUrl).max(8).optional(),
  marketing_features: features.optional(),
  metadata: metadata.optional(),
  statement_descriptor: text.max(22).optional(),
  unit_label: text.optional(),
  url: httpUrl.optional(),
});

const UpdateParams = paramsOf<Stripe.ProductUpdateParams>()({
  name: text.optional(),
  active: flag.optional(),
  default_price: text.optional(),
  description: emptyable(text).optional(),
  images: emptyable(z.array(httpUrl).max(8)).optional(),
  marketing_features: emptyable(features).optional(),
  metadata: metadata.optional(),
  statement_descriptor: text.max(22).optional(),
  unit_label: emptyable(text).optional(),
  url: emptyable(httpUrl).optional(),
});

export const productResource: Resource = {
  collections: [products],
  operations: [
    operation({
      method: "POST",
      path: "/v1/products",
      params: CreateParams,
      run({ tx, params }) {
        const id = params.id ?? tx.newId("prod");
        if (tx.get(products, id)) {
          throw invalidRequest(`Product already exists.`, { param: "id", code: "resource_already_exists" });
        }
        const product: Product = {
          id,
          object: "product",
          active: params.active ?? true,
          created: tx.now,
          default_price: null,
          description: params.description ?? null,
          images: params.images ?? [],
          livemode: false,
          marketing_features: params.marketing_features ?? [],
          metadata: mergeMetadata({}, params.metadata),
          name: params.name,
          package_dimensions: null,
          shippable: null,
          statement_descriptor: params.statement_descriptor ?? null,
          tax_code: null,
          tax_details: null,
          type: "service",
          unit_label: params.unit_label ?? null,
          updated: tx.now,
          url: params.url ?? null,
        };
        tx.put(products, product);
        tx.emit("product.created", product);
        return product;
      },
    }),
    retrieve("/v1/products/{id}", products),
    operation({
      method: "POST",
      path: "/v1/products/{id}",
      params: UpdateParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, products, path("id"));
        const { metadata: patch, images, marketing_features, ...rest } = params;
        if (rest.default_price) mustGet(tx, prices, rest.default_price, "default_price");
        const product: Product = {
          ...old,
          ...given(rest),
          ...(images === undefined ? {} : { images: images ?? [] }),
          ...(marketing_features === undefined ? {} : { marketing_features: marketing_features ?? [] }),
          metadata: mergeMetadata(old.metadata, patch),
          updated: tx.now,
        };
        tx.put(products, product);
        tx.emit("product.updated", product, old);
        return product;
      },
    }),
    operation({
      method: "DELETE",
      path: "/v1/products/{id}",
      params: noParams,
      run({ tx, path }) {
        const product = mustGet(tx, products, path("id"));
        if (tx.all(prices).some((price) => price.product === product.id)) {
          throw invalidRequest(
            "This product cannot be deleted because it has one or more user-created prices.",
          );
        }
        tx.remove(products, product.id);
        tx.emit("product.deleted", product);
        return { id: product.id, object: "product", deleted: true } satisfies Wire<Stripe.DeletedProduct>;
      },
    }),
    search({
      path: "/v1/products/search",
      from: products,
      fields: {
        active: ({ active }) => active,
        description: ({ description }) => description,
        name: ({ name }) => name,
        url: ({ url }) => url,
      },
    }),
    list({
      path: "/v1/products",
      from: products,
      filters: { active: flag.optional(), created: created.optional(), ids: z.array(text).optional() },
      matches: (product, filters) =>
        (filters.active === undefined || product.active === filters.active) &&
        (filters.ids === undefined || filters.ids.includes(product.id)) &&
        isWithin(product.created, filters.created),
    }),
  ],
};
