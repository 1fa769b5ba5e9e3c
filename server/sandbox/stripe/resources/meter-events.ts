import type Stripe from "stripe";
import { z } from "zod";
import { cancelUsage, recordUsage } from "../billing/recording-usage.ts";
import { operation, type Resource, retrieve } from "../core/operation.ts";
import { paramsOf, text, whole } from "../core/params.ts";
import type { Wire } from "../core/wire.ts";
import { isoOf, thinEvents } from "../webhooks/thin-events.ts";

const payload = z.record(z.string().min(1).max(100), z.string().max(500));
const identifier = text.max(100);

const EventParams = paramsOf<Stripe.Billing.MeterEventCreateParams>()({
  event_name: text.max(100),
  identifier: identifier.optional(),
  payload,
  timestamp: whole.optional(),
});
const AdjustmentParams = paramsOf<Stripe.Billing.MeterEventAdjustmentCreateParams>()({
  cancel: z.strictObject({ identifier }),
  event_name: text.max(100),
  type: z.literal("cancel"),
});
const EventV2Params = paramsOf<Stripe.V2.Billing.MeterEventCreateParams>()({
  event_name: text.max(100),
  identifier: identifier.optional(),
  payload,
  timestamp: z.iso.datetime({ offset: true }).optional(),
});
const AdjustmentV2Params = paramsOf<Stripe.V2.Billing.MeterEventAdjustmentCreateParams>()({
  cancel: z.strictObject({ identifier }),
  event_name: text.max(100),
  type: z.literal("cancel"),
});

export const meterEventResource: Resource = {
  operations: [
    operation({
      method: "POST",
      path: "/v1/billing/meter_events",
      params: EventParams,
      run({ tx, params }): Wire<Stripe.Billing.MeterEvent> {
        const { event_name } = params;
        const event = {
          eventName: event_name,
          identifier: params.identifier ?? tx.newId("mtr_event"),
          payload: params.payload,
          timestamp: params.timestamp ?? tx.now,
        };
        recordUsage(tx, event);
        return {
          object: "billing.meter_event",
          created: tx.now,
          event_name,
          identifier: event.identifier,
          livemode: false,
          payload: event.payload,
          timestamp: event.timestamp,
        };
      },
    }),
    operation({
      method: "POST",
      path: "/v1/billing/meter_event_adjustments",
      params: AdjustmentParams,
      run({ tx, params }): Wire<Stripe.Billing.MeterEventAdjustment> {
        const { cancel, event_name } = params;
        cancelUsage(tx, event_name, cancel.identifier);
        return {
          object: "billing.meter_event_adjustment",
          cancel,
          event_name,
          livemode: false,
          status: "complete",
          type: "cancel",
        };
      },
    }),
    operation({
      method: "POST",
      path: "/v2/billing/meter_events",
      params: EventV2Params,
      run({ tx, params }): Wire<Stripe.V2.Billing.MeterEvent> {
        const { event_name } = params;
        const at = params.timestamp === undefined ? tx.now : Math.floor(Date.parse(params.timestamp) / 1000);
        const event = {
          eventName: event_name,
          identifier: params.identifier ?? tx.newId("mtr_event"),
          payload: params.payload,
          timestamp: at,
        };
        recordUsage(tx, event);
        return {
          object: "v2.billing.meter_event",
          created: isoOf(tx.now),
          event_name,
          identifier: event.identifier,
          livemode: false,
          payload: event.payload,
          timestamp: isoOf(at),
        };
      },
    }),
    operation({
      method: "POST",
      path: "/v2/billing/meter_event_adjustments",
      params: AdjustmentV2Params,
      run({ tx, params }): Wire<Stripe.V2.Billing.MeterEventAdjustment> {
        const { cancel, event_name } = params;
        cancelUsage(tx, event_name, cancel.identifier);
        return {
          id: tx.newId("mtr_adj"),
          object: "v2.billing.meter_event_adjustment",
          cancel,
          created: isoOf(tx.now),
          event_name,
          livemode: false,
          status: "complete",
          type: "cancel",
        };
      },
    }),
    retrieve("/v2/core/events/{id}", thinEvents),
    operation({
      method: "GET",
      path: "/v2/core/events",
      params: z.strictObject({ limit: whole.optional(), object_id: text.optional(), page: text.optional() }),
      run({ tx, params }) {
        const { limit = 20, object_id, page = "0" } = params;
        const all = tx
          .all(thinEvents)
          .filter(({ related_object }) => object_id === undefined || related_object?.id === object_id)
          .reverse();
        const start = Number(page);
        const next = `/v2/core/events?limit=${limit}&page=${start + limit}`;
        return {
          data: all.slice(start, start + limit),
          next_page_url: all.length > start + limit ? next : null,
          previous_page_url: null,
        };
      },
    }),
  ],
};
