import { AppError } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { findTenantOfCustomer } from "../store.ts";
import { askingStripe } from "../stripe-outage.ts";
import { customerOf } from "./customer-of.ts";
import { findEvent, setEventQueued } from "./event-store.ts";
import { familyOf } from "./families/index.ts";
import { InboxEvent, ReplayStripeEventInput } from "./inbox-schema.ts";
import { tenantOf } from "./place-stripe-event.ts";
import { viewEvent } from "./view-event.ts";

/**
 * Lets the worker act on an event once more; whoever acts asks Stripe for the present, so that doing it again is
 * harmless. One that concerned nobody is fetched anew: its customer may be known by now.
 * @throws AppError `not_found` for an id that never came, `unprocessable` for what no one acts on or concerns nobody
 */
export const replayStripeEvent = platformCommand({
  verb: "stripeEvent.replay",
  access: "operator",
  input: ReplayStripeEventInput,
  output: InboxEvent,
  async prepare({ ctx, input: { id } }) {
    const known = await findEvent(ctx.ports.systemDb.client, id);
    if (!known) throw new AppError("not_found", "This event never came.");
    const family = familyOf(known.type);
    if (!family) {
      throw new AppError("unprocessable", `Nothing follows from ${known.type}.`, { reason: "no_effect" });
    }
    if (known.boundTenantId) return { tenantId: known.boundTenantId };
    if (family.scope === "platform") return { tenantId: null };
    const { systemDb, stripe } = ctx.ports;
    const tenantId = await askingStripe(async () => {
      const customer = customerOf((await stripe.client.events.retrieve(id)).data);
      if (customer) return findTenantOfCustomer(systemDb.client, customer);
      return tenantOf(ctx.ports, family, known.objectId);
    });
    if (tenantId) return { tenantId };
    throw new AppError("unprocessable", "This event concerns no workspace.", { reason: "unbound" });
  },
  async run({ ctx, input: { id }, prepared: { tenantId } }) {
    const row = await setEventQueued(ctx.db, id, tenantId);
    return {
      value: viewEvent(row),
      audit: {
        entityId: id,
        ...(tenantId ? { tenantId } : {}),
        after: { type: row.type, status: row.status },
      },
      events: [
        {
          type: tenantId ? "stripe.eventReceived" : "stripe.eventUnplaced",
          tenantId,
          stripeEventId: id,
          isReplay: true,
        },
      ],
    };
  },
});
