import type { Subscriber, TenantEvent } from "#server/kernel/background.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { syncSubscriptions, workerCtx } from "../sync-subscriptions.ts";
import { findEvent, setEventDone, setEventFailed } from "./event-store.ts";
import { familyOf } from "./families/index.ts";

/** Acts on what the inbox took in. Hearing the same twice changes nothing; a failure is tried again by the queue. */
export const applyStripeEvents: Subscriber = {
  name: "stripe-events",
  events: ["stripe.eventReceived"],
  // Through a day without Stripe: it will not send again what we have answered.
  retryLimit: 16,
  run: (ports, event) => applyStripeEvent(ports, stripeEventIdOf(event)),
};

async function applyStripeEvent(ports: Ports, id: string): Promise<void> {
  const db = ports.systemDb.client;
  const event = await findEvent(db, id);
  if (!event?.boundTenantId || event.status === "done") return;
  const family = familyOf(event.type);
  const ctx = await workerCtx(ports, event.boundTenantId);
  try {
    if (ctx && family?.scope === "tenant") {
      await syncSubscriptions(ctx);
      await family.apply?.({ ctx, type: event.type, objectId: event.objectId });
    }
    await setEventDone(db, id, ports.clock.now());
  } catch (error) {
    await setEventFailed(db, id, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

function stripeEventIdOf({ stripeEventId }: TenantEvent): string {
  if (typeof stripeEventId !== "string") throw new Error("A stripe.eventReceived without its id.");
  return stripeEventId;
}
