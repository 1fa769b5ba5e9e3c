import { z } from "zod";
import { platformCommand } from "#server/kernel/verb.ts";
import { insertEvent, type ReceivedEvent } from "./event-store.ts";
import { findTenantOfCustomer } from "./store.ts";
import { familyOf } from "./stripe-events/index.ts";

/** A verified event, as Stripe sends it. */
const StripeEventInput = z.looseObject({
  id: z.string().min(1).max(255),
  type: z.string().min(1).max(255),
  api_version: z.string().nullable(),
  created: z.number().int(),
  data: z.looseObject({ object: z.looseObject({ id: z.string().optional() }) }),
});

const Received = z.object({ status: z.enum(["queued", "ignored", "unbound", "duplicate"]) });

/** Takes a verified event into the inbox, once, together with the news of it for the worker. */
export const receiveStripeEvent = platformCommand({
  verb: "stripeEvent.receive",
  access: "system",
  input: StripeEventInput,
  output: Received,
  async run({ ctx, input }) {
    const { object } = input.data;
    const customer = customerOf(object);
    const tenantId = customer && (await findTenantOfCustomer(ctx.db, customer));
    const status = statusOf(input.type, tenantId);
    const isNew = await insertEvent(ctx.db, {
      id: input.id,
      type: input.type,
      apiVersion: input.api_version,
      objectId: object.id ?? null,
      boundTenantId: tenantId,
      status,
      // What concerns no tenant of ours, or none any more, is not kept beyond its name.
      payload: tenantId ? input : { id: input.id, type: input.type },
      createdAt: new Date(input.created * 1000),
      receivedAt: ctx.now(),
    });
    const said: z.output<typeof Received>["status"] = isNew ? status : "duplicate";
    const isQueued = isNew && status === "queued" && tenantId !== null;
    return {
      value: { status: said },
      audit: { entityId: input.id, after: { type: input.type, status, isNew } },
      events: isQueued ? [{ type: "stripe.eventReceived", tenantId, stripeEventId: input.id }] : [],
    };
  },
});

function statusOf(type: string, tenantId: string | null): ReceivedEvent["status"] {
  if (!familyOf(type)) return "ignored";
  return tenantId ? "queued" : "unbound";
}

/** The customer an object belongs to, or is. */
function customerOf(object: Record<string, unknown>): string | null {
  if (object.object === "customer") return typeof object.id === "string" ? object.id : null;
  const { customer } = object;
  if (typeof customer === "string") return customer;
  if (typeof customer !== "object" || customer === null || !("id" in customer)) return null;
  return typeof customer.id === "string" ? customer.id : null;
}
