import type Stripe from "stripe";
import { webhookEndpoints } from "../core/collections.ts";
import { collection } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { hears, putDeliveries } from "./enqueue.ts";
import type { ThinEventType } from "./records.ts";

type ErrorReport = Stripe.V2.Core.Events.V1BillingMeterErrorReportTriggeredEvent;

/** An event of API v2, as `GET /v2/core/events/{id}` answers it. Webhooks carry it without its data. */
export interface ThinEvent {
  id: string;
  object: "v2.core.event";
  created: string;
  data: ErrorReport["data"];
  livemode: boolean;
  reason: null;
  related_object: { id: string; type: string; url: string } | null;
  type: ThinEventType;
}

export const thinEvents = collection<ThinEvent>("v2.core.event");

export const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** Sent to the endpoints that hear everything, or name the type. */
export function emitThin(tx: Tx, event: Pick<ThinEvent, "data" | "related_object" | "type">): void {
  const listening = tx
    .all(webhookEndpoints)
    .filter(({ status, enabled_events }) => status === "enabled" && hears(enabled_events, event.type));
  const { id } = tx.put(thinEvents, {
    id: tx.newId("evt"),
    object: "v2.core.event",
    created: isoOf(tx.now),
    livemode: false,
    reason: null,
    ...event,
  });
  putDeliveries(tx, listening, { id, type: event.type, wallNowMs: tx.wallNowMs, newId: tx.newId });
}

/** What a webhook carries of it: enough to fetch the rest. */
export const notificationOf = ({ data: _, ...event }: ThinEvent) => event;
