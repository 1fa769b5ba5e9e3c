import type { Periodic } from "#server/kernel/background.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { newestEventAt } from "./event-store.ts";
import { familyOf } from "./families/index.ts";
import { receiveStripeEvent } from "./receive-stripe-event.ts";
import { isOurs } from "./verify-stripe-event.ts";

const EVERY_MS = 15 * 60_000;
/** Stripe retries a webhook for days and never in order: what is older than this was not just late. */
const OVERLAP_MS = 60 * 60_000;
/** Stripe keeps events for 30 days. */
const KEPT_MS = 30 * 86_400_000;
const MAX_EVENTS = 10_000;

/**
 * Asks Stripe for what it has told since the newest event we have, and takes in what never arrived: after an outage of
 * ours, or a webhook that was set up wrongly. What is there already is a duplicate, quietly.
 * @returns how many were missing
 */
export async function backFillEvents(ports: Ports): Promise<number> {
  const now = ports.clock.now().getTime();
  const newest = await newestEventAt(ports.systemDb.client);
  const since = Math.max(newest ? newest.getTime() - OVERLAP_MS : 0, now - KEPT_MS);
  const told = await ports.stripe.client.events
    .list({ created: { gte: Math.floor(since / 1000) }, limit: 100 })
    .autoPagingToArray({ limit: MAX_EVENTS });
  const known = told.filter((event) => familyOf(event.type) && isOurs(ports, event));
  const statuses = await Promise.all(known.map((event) => receiveStripeEvent(ports, event)));
  return statuses.filter((status) => status !== "duplicate").length;
}

export const backFillStripeEvents: Periodic = {
  name: "back-fill-stripe-events",
  everyMs: EVERY_MS,
  async run(ports) {
    const missing = await backFillEvents(ports);
    if (missing > 0) ports.log.warn({ missing }, "events of Stripe had not arrived");
  },
};
