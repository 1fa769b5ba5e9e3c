import { LRUCache } from "lru-cache";
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

/** Stripe repeats what it was not answered in time, and a load balancer what it was not sure of: soon after. */
const MAX_REMEMBERED = 20_000;

const inboxOf = perPorts(({ systemDb, signal }: Ports) => ({
  /** Ids that this process knows to be committed. */
  committed: new LRUCache<string, true>({ max: MAX_REMEMBERED }),
  insert: microBatch<ReceivedEvent, InboxStatus>({
    maxItems: MAX_BATCH,
    lanes: LANES,
    async write(events) {
      const statuses = await insertEvents(systemDb.client, events);
      if (statuses.includes("queued")) signal.publish(OUTBOX_SIGNAL, null);
      return statuses;
    },
  }),
}));

/**
 * Takes a verified event into the inbox, once, together with the news of it for the worker. Answers when both are
 * committed. It changes nothing of a tenant's and so writes no audit of its own: whoever acts on it does.
 * @param body the event's JSON as it came
 * @returns `duplicate` when it came before, else what becomes of it
 * @throws AppError `invalid_input` for what is no event
 */
export async function receiveStripeEvent(
  ports: Ports,
  event: unknown,
  body = JSON.stringify(event),
): Promise<InboxStatus> {
  const { id, type, api_version, created, data } = parseInput(StripeEventInput, event);
  const inbox = inboxOf(ports);
  if (inbox.committed.has(id)) return "duplicate";
  const family = familyOf(type);
  const customer = customerOf(data);
  const now = ports.clock.now();
  const status = await inbox.insert({
    id,
    type,
    apiVersion: api_version,
    objectId: data.object.id ?? null,
    customer,
    isKnown: family !== undefined,
    isPlaced: customer !== null || !family || !namesNobody(family),
    body,
    createdAt: new Date(created * 1000),
    receivedAt: now,
    newsId: newId(now),
  });
  inbox.committed.set(id, true);
  return status;
}
