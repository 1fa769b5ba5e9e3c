import type Stripe from "stripe";
import type { Periodic } from "#server/kernel/background.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { newId } from "#server/platform/ids.ts";
import { tenantCtx } from "../../audit/index.ts";
import { catalogueOf, findCustomer, syncMeters } from "../../billing/index.ts";
import { resolveTenant } from "../../tenancy/index.ts";
import { insertCorrection, listSentTotals, rejectById } from "./report-store.ts";

const TOLERANCE_SECONDS = 300;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Stripe sums up late; what was sent just now is not missed yet. */
const SETTLE_MS = 2 * HOUR_MS;
const MAX_AGE_MS = 35 * DAY_MS;

const ERROR_REPORTS = ["v1.billing.meter.error_report_triggered", "v1.billing.meter.no_meter_found"];

/**
 * Acts on a thin event (API v2) that tells of usage Stripe could not count: what the named reports held is reported anew.
 * @param body as received, byte for byte
 * @returns null when nothing proves that it is Stripe's, else how many reports were taken back
 */
export async function receiveUsageErrors(
  ports: Ports,
  body: string,
  signature: string,
): Promise<number | null> {
  const notification = await verifiedNotification(ports, body, signature);
  if (!notification) return null;
  if (!ERROR_REPORTS.includes(notification.type)) return 0;
  const event = await ports.stripe.client.v2.core.events.retrieve(notification.id);
  if (
    event.type !== "v1.billing.meter.error_report_triggered" &&
    event.type !== "v1.billing.meter.no_meter_found"
  ) {
    return 0;
  }
  let count = 0;
  for (const { code, sample_errors } of event.data.reason.error_types) {
    const ids = sample_errors.map(({ request }) => request.identifier);
    count += await rejectById(ports.systemDb.client, ids, code);
  }
  ports.log.warn({ event: event.id, summary: event.data.developer_message_summary, count }, "usage errors");
  return count;
}

async function verifiedNotification(
  { stripe, clock }: Ports,
  body: string,
  signature: string,
): Promise<Stripe.V2.Core.EventNotification | null> {
  const nowMs = clock.now().getTime();
  const [, stamp] = /(?:^|,)t=(\d+)/.exec(signature) ?? [];
  if (Number(stamp) - nowMs / 1000 > TOLERANCE_SECONDS) return null;
  for (const secret of stripe.webhookSecrets) {
    const found = await stripe.client
      .parseEventNotificationAsync(body, signature, secret, TOLERANCE_SECONDS, undefined, nowMs)
      .catch(() => null);
    if (found) return found;
  }
  return null;
}

/**
 * Compares what was sent with what Stripe has summed up, per customer, meter and period. What Stripe lacks is written
 * down as such, and so is claimed and reported anew; what it has too much of is a person's to look at.
 */
export const reconcileOverage: Periodic = {
  name: "reconcile-overage",
  everyMs: DAY_MS,
  async run(ports, signal) {
    const now = ports.clock.now();
    const db = ports.systemDb.client;
    const all = await listSentTotals(db, now);
    const recent = all.filter(({ lastAt }) => now.getTime() - lastAt.getTime() < MAX_AGE_MS);
    if (recent.length === 0) return;
    const settled = await listSentTotals(db, new Date(now.getTime() - SETTLE_MS));
    const meters = await syncMeters(ports.stripe.client, catalogueOf(ports));
    for (const total of recent) {
      if (signal.aborted) return;
      const meter = meters.get(total.meter);
      const customer = await customerOf(ports, total.tenantId);
      if (!meter || !customer) continue;
      const { tenantId, periodStart } = total;
      const isSame = (other: { tenantId: string; meter: string }) =>
        other.tenantId === tenantId && other.meter === total.meter;
      const starts = all.filter((each) => isSame(each) && each.periodStart > periodStart);
      const end = new Date(Math.min(+now, ...starts.map((each) => +each.periodStart)));
      const known = await summedUp(ports, meter.id, customer, { from: periodStart, to: end });
      const due = settled.find((each) => isSame(each) && +each.periodStart === +periodStart)?.quantity ?? 0;
      if (known < due) {
        const correction = { tenantId, periodStart, meter: total.meter, quantity: due - known, at: now };
        await insertCorrection(db, { ...correction, id: newId(now) });
      }
      if (known < due || known > total.quantity)
        ports.log.warn({ ...total, known }, "Stripe's usage differs");
    }
  },
};

async function customerOf(ports: Ports, tenantId: string): Promise<string | null> {
  const tenant = await resolveTenant(ports, { id: tenantId });
  return tenant && findCustomer(tenantCtx(ports, tenant, { type: "system", process: "usage" }).db);
}

async function summedUp(
  ports: Ports,
  meter: string,
  customer: string,
  { from, to }: { from: Date; to: Date },
): Promise<number> {
  const minute = (at: Date) => Math.floor(at.getTime() / 60_000) * 60;
  const summaries = await ports.stripe.client.billing.meters
    .listEventSummaries(meter, { customer, start_time: minute(from), end_time: minute(to) + 60, limit: 100 })
    .autoPagingToArray({ limit: 10_000 });
  return summaries.reduce((sum, { aggregated_value }) => sum + aggregated_value, 0);
}
