import type { SystemDb } from "#server/kernel/ctx.ts";

export interface ReceivedEvent {
  id: string;
  type: string;
  apiVersion: string | null;
  objectId: string | null;
  /** Stripe's id of the customer it concerns. */
  customer: string | null;
  /** Whether anyone acts on its type. */
  isKnown: boolean;
  /** Whether it says by itself whom it concerns. Else the worker finds out, and its body is kept for that. */
  isPlaced: boolean;
  /** JSON, as it came. */
  body: string;
  createdAt: Date;
  receivedAt: Date;
  /** Id of the news for the worker, if it is news. */
  newsId: string;
}

/** `queued` waits for the worker; `ignored` has no one who acts on its type; `unbound` concerns no tenant of ours. */
export type InboxStatus = "queued" | "ignored" | "unbound" | "duplicate";

/**
 * Inbox rows and the worker's news of them in one statement, by id, so that two of them never wait for each other. What
 * concerns no tenant of ours, or none any more, is not kept beyond its name.
 * @returns a status an event, in order; of the same id twice the second is the duplicate
 */
export async function insertEvents(db: SystemDb, events: readonly ReceivedEvent[]): Promise<InboxStatus[]> {
  const given = `[${events.map(rowOf).join(",")}]`;
  const inserted = await db.$queryRaw<{ id: string; status: InboxStatus }[]>`
    with given as (
      select distinct on (each.id) each.*, bound.tenant_id
      from jsonb_to_recordset(${given}::jsonb) as each(
        id text, type text, "apiVersion" text, "objectId" text, customer text, "isKnown" boolean, "isPlaced" boolean, payload jsonb,
        "createdAt" timestamptz, "receivedAt" timestamptz, "newsId" text)
      left join billing_customer bound on bound.stripe_customer_id = each.customer
      order by each.id
    ), inserted as (
      insert into stripe_event
        (id, type, api_version, object_id, bound_tenant_id, status, payload, created_at, received_at)
      select id, type, "apiVersion", "objectId", tenant_id,
        case when not "isKnown" then 'ignored' when tenant_id is null and "isPlaced" then 'unbound' else 'queued' end,
        case when tenant_id is null and "isPlaced" then jsonb_build_object('id', id, 'type', type) else payload end,
        "createdAt", "receivedAt"
      from given
      order by id
      on conflict (id) do nothing
      returning id, status
    ), told as (
      insert into outbox_event (tenant_id, id, type, payload, created_at)
      select tenant_id, "newsId", 'stripe.eventReceived', jsonb_build_object('stripeEventId', id), "receivedAt"
      from given join inserted using (id)
      where status = 'queued' and tenant_id is not null
    ), told_unplaced as (
      insert into platform_outbox_event (id, type, payload, created_at)
      select "newsId", 'stripe.eventUnplaced', jsonb_build_object('stripeEventId', id), "receivedAt"
      from given join inserted using (id)
      where status = 'queued' and tenant_id is null
    )
    select id, status from inserted`;
  const statuses = new Map(inserted.map(({ id, status }) => [id, status]));
  return events.map(({ id }) => {
    const status = statuses.get(id) ?? "duplicate";
    statuses.delete(id);
    return status;
  });
}

/** What Stripe wrote is passed on as it is: reading and writing it again would cost more than all the rest. */
function rowOf({ body, ...event }: ReceivedEvent): string {
  return `${JSON.stringify(event).slice(0, -1)},"payload":${body}}`;
}

export async function findEvent(db: SystemDb, id: string) {
  return db.stripeEvent.findUnique({ where: { id } });
}

export async function setEventDone(db: SystemDb, id: string, now: Date): Promise<void> {
  const data = { status: "done", processedAt: now, lastError: null, attempts: { increment: 1 } };
  await db.stripeEvent.updateMany({ where: { id }, data });
}

export async function setEventFailed(db: SystemDb, id: string, error: string): Promise<void> {
  const data = { status: "failed", lastError: error.slice(0, 2000), attempts: { increment: 1 } };
  await db.stripeEvent.updateMany({ where: { id, status: { not: "done" } }, data });
}

export type EventRow = Omit<NonNullable<Awaited<ReturnType<typeof findEvent>>>, "payload" | "apiVersion">;

const WITHOUT_BODY = { payload: true, apiVersion: true } as const;

export async function listEvents(
  db: SystemDb,
  { status, cursor, limit }: { status?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<EventRow[]> {
  return db.stripeEvent.findMany({
    where: status === undefined ? {} : { status },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
    omit: WITHOUT_BODY,
    ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
  });
}

/** @returns false when it was bound meanwhile */
export async function bindEvent(db: SystemDb, id: string, boundTenantId: string): Promise<boolean> {
  const { count } = await db.stripeEvent.updateMany({
    where: { id, boundTenantId: null },
    data: { boundTenantId },
  });
  return count === 1;
}

/** Concerns no tenant of ours: only its name is kept. */
export async function setEventUnbound(
  db: SystemDb,
  { id, type }: { id: string; type: string },
): Promise<void> {
  await db.stripeEvent.updateMany({
    where: { id, boundTenantId: null },
    data: { status: "unbound", payload: { id, type } },
  });
}

export async function setEventQueued(
  db: SystemDb,
  id: string,
  boundTenantId: string | null,
): Promise<EventRow> {
  const data = { status: "queued", boundTenantId, lastError: null, processedAt: null };
  return db.stripeEvent.update({ where: { id }, data, omit: WITHOUT_BODY });
}

const MARK = "back-fill";

/** Up to when Stripe's own list of events was read; null when it never was. */
export async function findReadTo(db: SystemDb): Promise<Date | null> {
  const row = await db.stripeEventMark.findUnique({ where: { id: MARK }, select: { readTo: true } });
  return row?.readTo ?? null;
}

export async function setReadTo(db: SystemDb, readTo: Date): Promise<void> {
  const create = { id: MARK, readTo };
  await db.stripeEventMark.upsert({ where: { id: MARK }, create, update: { readTo }, select: { id: true } });
}
