import { z } from "zod";
import type { Ports } from "#server/kernel/ctx.ts";
import { parseInput } from "#server/kernel/verb.ts";
import { newId } from "#server/platform/ids.ts";
import { microBatch } from "#server/platform/micro-batch.ts";
import { perPorts } from "#server/platform/per-ports.ts";
import { OUTBOX_SIGNAL } from "../../audit/index.ts";
import { customerOf } from "./customer-of.ts";
import { type InboxStatus, insertEvents, type ReceivedEvent } from "./event-store.ts";
import { familyOf, namesNobody } from "./families/index.ts";

/** A verified event, as Stripe sends it. */
const StripeEventInput = z.looseObject({
  id: z.string().min(1).max(255),
  type: z.string().min(1).max(255),
  api_version: z.string().nullable(),
  created: z.number().int(),
  data: z.looseObject({
    object: z.looseObject({ id: z.string().optional() }),
    previous_attributes: z.looseObject({}).optional(),
  }),
});

const MAX_BATCH = 500;
/** While one batch is committed the next is gathered and sent. */
const LANES = 2;

const inboxOf = perPorts(({ systemDb, signal }: Ports) =>
  microBatch<ReceivedEvent, InboxStatus>({
    maxItems: MAX_BATCH,
    lanes: LANES,
    async write(events) {
      const statuses = await insertEvents(systemDb.client, events);
      if (statuses.includes("queued")) signal.publish(OUTBOX_SIGNAL, null);
      return statuses;
    },
  }),
);

/**
 * Takes a verified event into the inbox, once, together with the news of it for the worker. Answers when both are
 * committed. It changes nothing of a tenant's and so writes no audit of its own: whoever acts on it does.
 * @returns `duplicate` when it came before, else what becomes of it
 * @throws AppError `invalid_input` for what is no event
 */
export async function receiveStripeEvent(ports: Ports, event: unknown): Promise<InboxStatus> {
  const input = parseInput(StripeEventInput, event);
  const { object } = input.data;
  const family = familyOf(input.type);
  const customer = customerOf(input.data);
  const now = ports.clock.now();
  return inboxOf(ports)({
    id: input.id,
    type: input.type,
    apiVersion: input.api_version,
    objectId: object.id ?? null,
    customer,
    isKnown: family !== undefined,
    isPlaced: customer !== null || !family || !namesNobody(family),
    payload: input,
    createdAt: new Date(input.created * 1000),
    receivedAt: now,
    newsId: newId(now),
  });
}
