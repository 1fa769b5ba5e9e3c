import { collection } from "../core/store.ts";
import type { EventType } from "../core/tx.ts";

/** The events that exist in API v2 alone. */
export type ThinEventType = "v1.billing.meter.error_report_triggered" | "v1.billing.meter.no_meter_found";

/** An event as `GET /v1/events` answers it and webhooks carry it. */
export interface EventRecord {
  id: string;
  object: "event";
  api_version: string;
  created: number;
  data: { object: object; previous_attributes?: object };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: EventType;
}

export const events = collection<EventRecord>("event");

/** One event on its way to one endpoint. Times are milliseconds of the wall clock. */
export interface Delivery {
  id: string;
  event: string;
  eventType: EventType | ThinEventType;
  endpoint: string;
  dueAt: number;
  attempts: number;
  state: "pending" | "delivered" | "failed" | "dropped";
  lastOutcome: string | null;
}

export const deliveries = collection<Delivery>("sandbox.delivery");

/** The signing secret of an endpoint, which Stripe shows only once. */
export const endpointSecrets = collection<{ id: string; secret: string }>("sandbox.endpoint_secret");
