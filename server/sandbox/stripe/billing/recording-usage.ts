import { type Alert, alerts, customers, type Meter, meters } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { collection, type Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { emitThin, isoOf, type ThinEvent } from "../webhooks/thin-events.ts";
import { DAY } from "./calendar.ts";
import { usages, usageWithin } from "./metering.ts";

/** Timestamps may be this old, and this far ahead. Source: docs.stripe.com/api/billing/meter-event. */
const MAX_AGE = 35 * DAY;
const MAX_AHEAD = 300;
const IDENTIFIER_LIFETIME = DAY;

export interface UsageEvent {
  eventName: string;
  identifier: string;
  payload: Record<string, string>;
  timestamp: number;
}

/** Identifiers that came within the last day, of whatever became of them. */
const identifiers = collection<{ id: string; at: number }>("sandbox.usage_identifier");

/**
 * Takes a usage event. What is malformed is refused at once; what names a meter or customer that does not exist is
 * accepted, as at Stripe, and told later by an error report.
 */
export function recordUsage(tx: Tx, event: UsageEvent): void {
  if (event.timestamp > tx.now + MAX_AHEAD || event.timestamp < tx.now - MAX_AGE) {
    throw invalidRequest(
      "The timestamp must be within the past 35 calendar days or up to 5 minutes in the future.",
      {
        param: "timestamp",
      },
    );
  }
  const meter = tx.all(meters).find((each) => each.event_name === event.eventName);
  const raw = meter && event.payload[meter.value_settings.event_payload_key];
  const value = meter?.default_aggregation.formula === "count" ? Number(raw ?? 1) : Number(raw);
  if (meter && (raw === undefined ? meter.default_aggregation.formula !== "count" : !isValue(raw))) {
    throw invalidRequest(
      `The payload must hold a number at the key \`${meter.value_settings.event_payload_key}\`, of at most 12 digits after the point.`,
      { param: "payload" },
    );
  }
  const before = tx.get(identifiers, event.identifier);
  if (before && before.at + IDENTIFIER_LIFETIME > tx.now) {
    throw invalidRequest(`An event already exists with identifier ${event.identifier}.`, {
      param: "identifier",
      code: "duplicate_meter_event",
    });
  }
  tx.put(identifiers, { id: event.identifier, at: tx.now });
  const problem = problemOf(tx, meter, event);
  if (problem || !meter) {
    reportError(tx, meter ?? null, event, problem ?? NO_METER);
    return;
  }
  const customer = event.payload[meter.customer_mapping.event_payload_key] ?? "";
  const { identifier, timestamp } = event;
  const id = `${meter.id}:${identifier}`;
  tx.put(usages, { id, identifier, meter: meter.id, customer, value, timestamp, received: tx.now });
  triggerAlerts(tx, meter, customer);
}

interface Problem {
  code: ThinEvent["data"]["reason"]["error_types"][number]["code"];
  text: string;
}

const NO_METER: Problem = { code: "no_meter", text: "No meter has this event name." };

function problemOf(reader: Reader, meter: Meter | undefined, { payload }: UsageEvent): Problem | null {
  if (!meter) return NO_METER;
  if (meter.status === "inactive") return { code: "archived_meter", text: "The meter is inactive." };
  const customer = payload[meter.customer_mapping.event_payload_key];
  if (customer === undefined) {
    return { code: "meter_event_no_customer_defined", text: "The payload names no customer." };
  }
  if (reader.get(customers, customer)) return null;
  return { code: "meter_event_customer_not_found", text: `No such customer: '${customer}'.` };
}

const isValue = (raw: string): boolean => /^-?\d{1,15}(\.\d{1,12})?$/.test(raw);

function reportError(tx: Tx, meter: Meter | null, { identifier }: UsageEvent, { code, text }: Problem): void {
  emitThin(tx, {
    type: meter ? "v1.billing.meter.error_report_triggered" : "v1.billing.meter.no_meter_found",
    related_object: meter && { id: meter.id, type: "billing.meter", url: `/v1/billing/meters/${meter.id}` },
    data: {
      developer_message_summary: "There is 1 invalid event.",
      reason: {
        error_count: 1,
        error_types: [
          { code, error_count: 1, sample_errors: [{ error_message: text, request: { identifier } }] },
        ],
      },
      validation_end: isoOf(tx.now + 1),
      validation_start: isoOf(tx.now),
    },
  });
}

/** Takes a usage event back, within a day of its arrival. */
export function cancelUsage(tx: Tx, eventName: string, identifier: string): void {
  const meter = tx.all(meters).find((each) => each.event_name === eventName);
  const usage = meter && tx.get(usages, `${meter.id}:${identifier}`);
  if (!usage) {
    throw invalidRequest(`No meter event found with identifier ${identifier}.`, {
      param: "cancel[identifier]",
      code: "resource_missing",
    });
  }
  if (usage.received + IDENTIFIER_LIFETIME < tx.now) {
    throw invalidRequest("You can only cancel a meter event within 24 hours of it being received.", {
      param: "cancel[identifier]",
    });
  }
  tx.remove(usages, usage.id);
}

/** For which customers an alert has gone off: once each. */
export const triggered = collection<{ id: string; since?: number }>("sandbox.alert_triggered");

function triggerAlerts(tx: Tx, meter: Meter, customer: string): void {
  for (const alert of tx.all(alerts)) {
    const threshold = alert.usage_threshold;
    if (alert.status !== "active" || threshold?.meter !== meter.id || !isFor(alert, customer)) continue;
    const key = `${alert.id}:${customer}`;
    if (tx.get(triggered, key)) continue;
    const start = tx.get(triggered, alert.id)?.since ?? 0;
    const value = usageWithin(tx, meter, customer, { start, end: tx.now + MAX_AHEAD + 1 });
    if (value < threshold.gte) continue;
    tx.put(triggered, { id: key });
    tx.emit("billing.alert.triggered", {
      object: "billing.alert_triggered",
      alert,
      created: tx.now,
      customer,
      livemode: false,
      value,
    });
  }
}

const isFor = ({ usage_threshold }: Alert, customer: string): boolean => {
  const filters = usage_threshold?.filters ?? [];
  return filters.length === 0 || filters.some((filter) => filter.customer === customer);
};
