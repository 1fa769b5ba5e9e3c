import type Stripe from "stripe";
import { z } from "zod";
import { DAY, HOUR } from "../billing/calendar.ts";
import { usageWithin } from "../billing/metering.ts";
import { type Meter, meters } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { list, page } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { noParams, paramsOf, text, whole } from "../core/params.ts";
import type { Tx } from "../core/tx.ts";
import { mustGetCustomer } from "./customers.ts";

const CreateParams = paramsOf<Stripe.Billing.MeterCreateParams>()({
  customer_mapping: z.strictObject({ event_payload_key: text.max(100), type: z.literal("by_id") }).optional(),
  default_aggregation: z.strictObject({ formula: z.enum(["count", "last", "sum"]) }),
  display_name: text.max(250),
  event_name: text.max(100),
  event_time_window: z.enum(["day", "hour"]).optional(),
  value_settings: z.strictObject({ event_payload_key: text.max(100) }).optional(),
});
const UpdateParams = paramsOf<Stripe.Billing.MeterUpdateParams>()({ display_name: text.max(250).optional() });

const SummaryParams = paramsOf<Stripe.Billing.MeterListEventSummariesParams>()({
  customer: text,
  end_time: whole,
  ending_before: text.optional(),
  limit: whole.optional(),
  start_time: whole,
  starting_after: text.optional(),
  value_grouping_window: z.enum(["day", "hour"]).optional(),
});

function summariesOf(tx: Tx, meter: Meter, params: z.output<typeof SummaryParams>) {
  const { start_time: start, end_time: end, customer } = params;
  const window = params.value_grouping_window === "day" ? DAY : params.value_grouping_window ? HOUR : null;
  const grain = window ?? 60;
  if (start >= end) {
    throw invalidRequest("end_time must be after start_time.", { param: "end_time" });
  }
  for (const [param, at] of [
    ["start_time", start],
    ["end_time", end],
  ] as const) {
    if (at % grain === 0) continue;
    const name = params.value_grouping_window ?? "minute";
    throw invalidRequest(`${param} must align with ${name} boundaries (UTC).`, { param });
  }
  const summary = (from: number, to: number) => ({
    id: `mtrusg_${meter.id}_${from}`,
    object: "billing.meter_event_summary" as const,
    aggregated_value: usageWithin(tx, meter, customer, { start: from, end: to }),
    end_time: to,
    livemode: false,
    meter: meter.id,
    start_time: from,
  });
  if (window === null) return [summary(start, end)];
  const count = (end - start) / window;
  const all = Array.from({ length: count }, (_, k) => summary(start + k * window, start + (k + 1) * window));
  return all.filter(({ aggregated_value }) => aggregated_value !== 0).reverse();
}

function setStatus(tx: Tx, id: string, status: "active" | "inactive"): Meter {
  const old = mustGet(tx, meters, id);
  if (old.status === status) throw invalidRequest(`The meter is already ${status}.`);
  const isTaken = tx
    .all(meters)
    .some((each) => each.event_name === old.event_name && each.status === "active");
  if (status === "active" && isTaken) throw alreadyUsed(old.event_name);
  const meter: Meter = {
    ...old,
    status,
    status_transitions: { deactivated_at: status === "inactive" ? tx.now : null },
    updated: tx.now,
  };
  tx.put(meters, meter);
  tx.emit(status === "active" ? "billing.meter.reactivated" : "billing.meter.deactivated", meter);
  return meter;
}

const alreadyUsed = (name: string) =>
  invalidRequest(`An active meter with the event name ${name} already exists.`, { param: "event_name" });

export const meterResource: Resource = {
  collections: [meters],
  operations: [
    operation({
      method: "POST",
      path: "/v1/billing/meters",
      params: CreateParams,
      run({ tx, params }) {
        const { event_name } = params;
        const isTaken = tx
          .all(meters)
          .some((each) => each.event_name === event_name && each.status === "active");
        if (isTaken) throw alreadyUsed(event_name);
        const meter: Meter = {
          id: tx.newId("mtr_test").replace("mtr_test_", "mtr_"),
          object: "billing.meter",
          created: tx.now,
          customer_mapping: params.customer_mapping ?? {
            event_payload_key: "stripe_customer_id",
            type: "by_id",
          },
          default_aggregation: params.default_aggregation,
          display_name: params.display_name,
          event_name,
          event_time_window: params.event_time_window ?? null,
          livemode: false,
          status: "active",
          status_transitions: { deactivated_at: null },
          updated: tx.now,
          value_settings: params.value_settings ?? { event_payload_key: "value" },
        };
        tx.put(meters, meter);
        tx.emit("billing.meter.created", meter);
        return meter;
      },
    }),
    retrieve("/v1/billing/meters/{id}", meters),
    operation({
      method: "POST",
      path: "/v1/billing/meters/{id}",
      params: UpdateParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, meters, path("id"));
        const meter = { ...old, display_name: params.display_name ?? old.display_name, updated: tx.now };
        tx.put(meters, meter);
        tx.emit("billing.meter.updated", meter, old);
        return meter;
      },
    }),
    operation({
      method: "POST",
      path: "/v1/billing/meters/{id}/deactivate",
      params: noParams,
      run: ({ tx, path }) => setStatus(tx, path("id"), "inactive"),
    }),
    operation({
      method: "POST",
      path: "/v1/billing/meters/{id}/reactivate",
      params: noParams,
      run: ({ tx, path }) => setStatus(tx, path("id"), "active"),
    }),
    operation({
      method: "GET",
      path: "/v1/billing/meters/{id}/event_summaries",
      params: SummaryParams,
      run({ tx, params, path }) {
        const meter = mustGet(tx, meters, path("id"));
        mustGetCustomer(tx, params.customer);
        const { limit, starting_after, ending_before } = params;
        const paging = { limit, starting_after, ending_before };
        return page(`/v1/billing/meters/${meter.id}/event_summaries`, summariesOf(tx, meter, params), paging);
      },
    }),
    list({
      path: "/v1/billing/meters",
      from: meters,
      filters: { status: z.enum(["active", "inactive"]).optional() },
      matches: (meter, filters) => filters.status === undefined || meter.status === filters.status,
    }),
  ],
};
