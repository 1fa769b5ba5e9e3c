import type Stripe from "stripe";
import type { Periodic } from "#server/kernel/background.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { findReadTo, setReadTo } from "./event-store.ts";
import { familyOf } from "./families/index.ts";
import { receiveStripeEvent } from "./receive-stripe-event.ts";
import { isOurs } from "./verify-stripe-event.ts";

const EVERY_MS = 15 * 60_000;
/** Clocks differ, and a list may lag behind what it lists. */
const OVERLAP_MS = 10 * 60_000;
/** Stripe keeps events for 30 days. */
const KEPT_MS = 30 * 86_400_000;
const AT_ONCE = 500;

/**
 * Asks Stripe for what it has told since it was last asked, and takes in what never arrived: after an outage of ours,
 * or a webhook that was lost or set up wrongly. What is there already is a duplicate, quietly.
 * @returns how many were missing
 */
export async function backFillEvents(ports: Ports): Promise<number> {
  const db = ports.systemDb.client;
  const now = ports.clock.now();
  const readTo = await findReadTo(db);
  const since = Math.max(readTo ? readTo.getTime() - OVERLAP_MS : 0, now.getTime() - KEPT_MS);
  const told = ports.stripe.client.events.list({ created: { gte: Math.floor(since / 1000) }, limit: 100 });
  let missing = 0;
  let some: Stripe.Event[] = [];
  for await (const event of told) {
    if (familyOf(event.type) && isOurs(ports, event)) some.push(event);
    if (some.length < AT_ONCE) continue;
    missing += await takeIn(ports, some);
    some = [];
  }
  missing += await takeIn(ports, some);
  await setReadTo(db, now);
  return missing;
}

async function takeIn(ports: Ports, events: readonly Stripe.Event[]): Promise<number> {
  const statuses = await Promise.all(events.map((event) => receiveStripeEvent(ports, event)));
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
