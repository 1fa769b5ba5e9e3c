import type { SystemDb } from "#server/kernel/ctx.ts";

export interface ReceivedEvent {
  id: string;
  type: string;
  apiVersion: string | null;
  objectId: string | null;
  boundTenantId: string | null;
  /** `queued` waits for the worker; `ignored` has no one who acts on its type; `unbound` concerns no tenant of ours. */
  status: "queued" | "ignored" | "unbound";
  payload: unknown;
  createdAt: Date;
  receivedAt: Date;
}

/** @returns false when the event came before */
export async function insertEvent(db: SystemDb, event: ReceivedEvent): Promise<boolean> {
  const payload = JSON.parse(JSON.stringify(event.payload));
  const { count } = await db.stripeEvent.createMany({ data: [{ ...event, payload }], skipDuplicates: true });
  return count === 1;
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
