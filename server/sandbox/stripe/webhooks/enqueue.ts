import { type WebhookEndpoint, webhookEndpoints } from "../core/collections.ts";
import type { Writer } from "../core/store.ts";
import { readFaults, setFaults } from "./faults.ts";
import { type Delivery, deliveries, type EventRecord, events } from "./records.ts";

interface Outgoing {
  event: EventRecord;
  wallNowMs: number;
  newId(prefix: string): string;
}

/** Stores an event together with its deliveries, so that neither can exist without the other. */
export function enqueueEvent(writer: Writer, { event, wallNowMs, newId }: Outgoing): void {
  const listening = writer
    .all(webhookEndpoints)
    .filter(({ status, enabled_events }) => status === "enabled" && hears(enabled_events, event.type));
  writer.put(events, { ...event, pending_webhooks: listening.length });
  putDeliveries(writer, listening, { id: event.id, type: event.type, wallNowMs, newId });
}

interface Sent {
  id: string;
  type: Delivery["eventType"];
  wallNowMs: number;
  newId(prefix: string): string;
}

export function putDeliveries(
  writer: Writer,
  listening: readonly WebhookEndpoint[],
  { id, type, wallNowMs, newId }: Sent,
): void {
  for (const endpoint of listening) {
    const faults = readFaults(writer);
    const isDropped = faults.drop > 0;
    if (isDropped) setFaults(writer, { drop: faults.drop - 1 });
    for (let copy = 0; copy < (faults.duplicate ? 2 : 1); copy += 1) {
      writer.put(deliveries, {
        id: newId("dlv"),
        event: id,
        eventType: type,
        endpoint: endpoint.id,
        dueAt: wallNowMs + faults.delaySeconds * 1000,
        attempts: 0,
        state: isDropped ? "dropped" : "pending",
        lastOutcome: isDropped ? "dropped by a fault" : null,
      });
    }
  }
}

export const hears = (enabled: string[], type: string): boolean =>
  enabled.includes("*") || enabled.includes(type);
