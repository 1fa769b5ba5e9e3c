import type Stripe from "stripe";
import { z } from "zod";
import { triggered } from "../billing/recording-usage.ts";
import { type Alert, alerts, meters } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { noParams, paramsOf, text, whole } from "../core/params.ts";
import type { Tx } from "../core/tx.ts";
import { mustGetCustomer } from "./customers.ts";

const CreateParams = paramsOf<Stripe.Billing.AlertCreateParams>()({
  alert_type: z.literal("usage_threshold"),
  title: text.max(256),
  usage_threshold: z.strictObject({
    filters: z
      .array(z.strictObject({ type: z.literal("customer"), customer: text }))
      .max(10)
      .optional(),
    gte: whole,
    meter: text,
    recurrence: z.literal("one_time"),
  }),
});

function setStatus(tx: Tx, id: string, status: "active" | "archived" | "inactive"): Alert {
  const old = mustGet(tx, alerts, id);
  if (old.status === "archived") throw invalidRequest("An archived alert cannot be changed.");
  if (status === "active") tx.put(triggered, { id, since: tx.now });
  return tx.put(alerts, { ...old, status });
}

export const alertResource: Resource = {
  collections: [alerts],
  operations: [
    operation({
      method: "POST",
      path: "/v1/billing/alerts",
      params: CreateParams,
      run({ tx, params }) {
        const { filters, gte, meter, recurrence } = params.usage_threshold;
        mustGet(tx, meters, meter, "usage_threshold[meter]");
        for (const { customer } of filters ?? []) mustGetCustomer(tx, customer);
        if (gte < 1) throw invalidRequest("gte must be positive.", { param: "usage_threshold[gte]" });
        const id = tx.newId("alrt");
        tx.put(triggered, { id, since: tx.now });
        return tx.put(alerts, {
          id,
          object: "billing.alert",
          alert_type: "usage_threshold",
          livemode: false,
          status: "active",
          title: params.title,
          usage_threshold: { filters: filters ?? [], gte, meter, recurrence },
        });
      },
    }),
    retrieve("/v1/billing/alerts/{id}", alerts),
    ...(["activate", "archive", "deactivate"] as const).map((verb) =>
      operation({
        method: "POST",
        path: `/v1/billing/alerts/{id}/${verb}`,
        params: noParams,
        run: ({ tx, path }) =>
          setStatus(
            tx,
            path("id"),
            ({ activate: "active", archive: "archived", deactivate: "inactive" } as const)[verb],
          ),
      }),
    ),
    list({
      path: "/v1/billing/alerts",
      from: alerts,
      filters: { alert_type: z.literal("usage_threshold").optional(), meter: text.optional() },
      matches: (alert, filters) =>
        filters.meter === undefined || alert.usage_threshold?.meter === filters.meter,
    }),
  ],
};
