import type { Periodic } from "#server/kernel/background.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { tenantCtx } from "../../audit/index.ts";
import {
  catalogueOf,
  findCustomer,
  meterEventName,
  type PaidPeriod,
  readPaidPeriod,
  syncMeters,
} from "../../billing/index.ts";
import { resolveTenant } from "../../tenancy/index.ts";
import {
  carryOver,
  claimOverage,
  listPending,
  type Report,
  setFailed,
  setRejected,
  setSent,
} from "./report-store.ts";

const EVERY_MS = 60_000;
const BATCH = 100;

/**
 * Tells Stripe what was used beyond the plans. What was counted is claimed by reports in one transaction; a report's id
 * is the event's identifier, so that sending it again after a crash or a lost answer counts nothing twice.
 */
export const reportOverage: Periodic = {
  name: "report-overage",
  everyMs: EVERY_MS,
  async run(ports, signal) {
    await ports.systemDb.transaction((db) => claimOverage(db, ports.clock.now()));
    const pending = await listPending(ports.systemDb.client, BATCH);
    if (pending.length > 0) await syncMeters(ports.stripe.client, catalogueOf(ports));
    for (const report of pending) {
      if (signal.aborted) return;
      await sendReport(ports, report);
    }
  },
};

async function sendReport(ports: Ports, report: Report): Promise<void> {
  const db = ports.systemDb.client;
  const tenant = await resolveTenant(ports, { id: report.tenantId });
  const ctx = tenant && tenantCtx(ports, tenant, { type: "system", process: "usage" });
  const customer = ctx && (await findCustomer(ctx.db));
  if (!ctx || !customer) return setRejected(db, report, "There is no customer any more.");
  const now = ports.clock.now();
  const running = await readPaidPeriod(ctx);
  // Stripe has renewed, and we have not heard yet: which period it belongs to is known in a moment.
  if (running && running.end <= now) return;
  if (running && (await isTooLate(ports, report, running))) return carryOver(db, report, running.start);
  const at = timestampOf(report, running?.start ?? null, now);
  const event = {
    event_name: meterEventName(catalogueOf(ports), report.meter),
    identifier: report.id,
    payload: { stripe_customer_id: customer, value: String(report.quantity) },
    timestamp: Math.floor(at.getTime() / 1000),
  };
  try {
    // The identifier keeps Stripe from counting twice; a request that is repeated later carries another time.
    await ports.stripe.client.billing.meterEvents.create(event, {
      idempotencyKey: `meter-event:${report.id}:${event.timestamp}`,
    });
    await setSent(db, report, ports.clock.now());
  } catch (error) {
    const { code, type, message } = problemOf(error);
    if (code === "duplicate_meter_event") await setSent(db, report, ports.clock.now());
    else if (type === "StripeInvalidRequestError") await setRejected(db, report, message);
    else await setFailed(db, report, message);
  }
}

/** Whether the invoice of its period is closed: by a change of plan at once, by a renewal after an hour. */
async function isTooLate({ stripe }: Ports, report: Report, running: PaidPeriod): Promise<boolean> {
  if (report.periodStart >= running.start || report.attempts > 0) return false;
  const { latest_invoice } = await stripe.client.subscriptions.retrieve(running.subscriptionId, {
    expand: ["latest_invoice"],
  });
  return typeof latest_invoice !== "object" || latest_invoice?.status !== "draft";
}

/** Use of a period that has ended since is told as of its last second, while its invoice is still a draft. */
function timestampOf({ at, periodStart }: Report, running: Date | null, now: Date): Date {
  if (!running || running <= periodStart) return now;
  return at < running ? at : new Date(running.getTime() - 1000);
}

function problemOf(error: unknown): { code: string; type: string; message: string } {
  const field = (name: string) =>
    typeof error === "object" && error !== null ? String(Reflect.get(error, name) ?? "") : "";
  return { code: field("code"), type: field("type"), message: field("message") || String(error) };
}
