import type { PlatformEvent, Subscriber } from "#server/kernel/background.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { platformCtx } from "../../audit/index.ts";
import { findTenantOfCustomer } from "../store.ts";
import { bindEvent, findEvent, setEventDone, setEventFailed, setEventUnbound } from "./event-store.ts";
import { familyOf, type StripeEventFamily } from "./families/index.ts";

/**
 * Acts on what does not say whose it is: on the price list's events at once; of the others Stripe is asked for the
 * customer, and the tenant's own turn begins. Hearing the same twice changes nothing.
 */
export const placeStripeEvents: Subscriber<PlatformEvent> = {
  name: "stripe-events-unplaced",
  events: ["stripe.eventUnplaced"],
  retryLimit: 16,
  run: (ports, { stripeEventId }) => placeStripeEvent(ports, String(stripeEventId)),
};

async function placeStripeEvent(ports: Ports, id: string): Promise<void> {
  const db = ports.systemDb.client;
  const event = await findEvent(db, id);
  const family = event && familyOf(event.type);
  if (!event || !family || event.boundTenantId || event.status === "done") return;
  try {
    if (family.scope === "platform") {
      await family.apply({ ports, type: event.type, objectId: event.objectId });
      await setEventDone(db, id, ports.clock.now());
      return;
    }
    const tenantId = await tenantOf(ports, family, event.objectId);
    if (tenantId) await handOver(ports, id, tenantId);
    else await setEventUnbound(db, event);
  } catch (error) {
    await setEventFailed(db, id, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

/** Whose an object is that names nobody; null when it is none of our tenants'. */
export async function tenantOf(
  { stripe, systemDb }: Ports,
  { findCustomer }: Pick<StripeEventFamily, "findCustomer">,
  objectId: string | null,
): Promise<string | null> {
  const customer = objectId && (await findCustomer?.(stripe.client, objectId));
  return customer ? findTenantOfCustomer(systemDb.client, customer) : null;
}

const handOver = (ports: Ports, id: string, tenantId: string): Promise<void> =>
  platformCtx(ports, { type: "system", process: "billing" }).transaction(async (tx) => {
    if (!(await bindEvent(tx.ctx.db, id, tenantId))) return;
    await tx.emit([{ type: "stripe.eventReceived", tenantId, stripeEventId: id }]);
  });
