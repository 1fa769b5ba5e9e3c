import type Stripe from "stripe";
import { z } from "zod";
import { mergeMetadata } from "../core/changes.ts";
import { webhookEndpoints } from "../core/collections.ts";
import { list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { httpUrl, metadata, noParams, paramsOf, text } from "../core/params.ts";
import type { Writer } from "../core/store.ts";
import type { Wire } from "../core/wire.ts";
import { endpointSecrets } from "../webhooks/records.ts";

const OPEN_FIELDS = {
  description: text.nullish(),
  enabled_events: z.array(text).min(1),
  metadata: metadata.optional(),
  url: httpUrl,
};

const CreateParams = paramsOf<Stripe.WebhookEndpointCreateParams>()({
  ...OPEN_FIELDS,
  api_version: text.optional(),
});
const UpdateParams = paramsOf<Stripe.WebhookEndpointUpdateParams>()({
  ...OPEN_FIELDS,
  enabled_events: OPEN_FIELDS.enabled_events.optional(),
  url: httpUrl.optional(),
  disabled: z.enum(["true", "false"]).optional(),
});

interface NewEndpoint {
  id: string;
  url: string;
  secret: string;
  created: number;
  enabled_events?: string[];
  description?: string | null;
  metadata?: Record<string, string>;
}

export function putEndpoint(writer: Writer, endpoint: NewEndpoint): Wire<Stripe.WebhookEndpoint> {
  writer.put(endpointSecrets, { id: endpoint.id, secret: endpoint.secret });
  return writer.put(webhookEndpoints, {
    id: endpoint.id,
    object: "webhook_endpoint",
    api_version: null,
    application: null,
    created: endpoint.created,
    description: endpoint.description ?? null,
    enabled_events: endpoint.enabled_events ?? ["*"],
    livemode: false,
    metadata: endpoint.metadata ?? {},
    status: "enabled",
    url: endpoint.url,
  });
}

export const webhookEndpointResource: Resource = {
  collections: [webhookEndpoints],
  operations: [
    operation({
      method: "POST",
      path: "/v1/webhook_endpoints",
      params: CreateParams,
      run({ tx, params }) {
        const secret = tx.newId("whsec");
        const endpoint = putEndpoint(tx, {
          id: tx.newId("we"),
          url: params.url,
          secret,
          created: tx.now,
          enabled_events: params.enabled_events,
          description: params.description ?? null,
          metadata: params.metadata ?? {},
        });
        return { ...endpoint, secret };
      },
    }),
    retrieve("/v1/webhook_endpoints/{id}", webhookEndpoints),
    operation({
      method: "POST",
      path: "/v1/webhook_endpoints/{id}",
      params: UpdateParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, webhookEndpoints, path("id"));
        return tx.put(webhookEndpoints, {
          ...old,
          url: params.url ?? old.url,
          enabled_events: params.enabled_events ?? old.enabled_events,
          description: params.description ?? old.description,
          metadata: mergeMetadata(old.metadata, params.metadata),
          status:
            params.disabled === undefined ? old.status : params.disabled === "true" ? "disabled" : "enabled",
        });
      },
    }),
    list({ path: "/v1/webhook_endpoints", from: webhookEndpoints, filters: {}, matches: () => true }),
    operation({
      method: "DELETE",
      path: "/v1/webhook_endpoints/{id}",
      params: noParams,
      run({ tx, path }) {
        const { id } = mustGet(tx, webhookEndpoints, path("id"));
        tx.remove(webhookEndpoints, id);
        tx.remove(endpointSecrets, id);
        return {
          id,
          object: "webhook_endpoint",
          deleted: true,
        } satisfies Wire<Stripe.DeletedWebhookEndpoint>;
      },
    }),
  ],
};
