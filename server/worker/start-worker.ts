import { createHash } from "node:crypto";
import type { Periodic, PlatformEvent, Subscriber, TenantEvent } from "#server/kernel/background.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { AUDIT_RECORDED, appendAway, platformOutbox, tenantOutbox } from "#server/modules/audit/index.ts";
import type { JobKind } from "#server/platform/queue.ts";
import { relayOutbox } from "./relay-outbox.ts";

export interface Worker {
  /** Ends the loops and waits for them; running jobs are the queue's to finish. */
  stop(): Promise<void>;
}

export interface WorkerParts {
  subscribers: readonly Subscriber[];
  /** They hear what concerns no tenant. */
  platformSubscribers: readonly Subscriber<PlatformEvent>[];
  periodics: readonly Periodic[];
}

/** Outbox → one queue a subscriber → subscriber; and whatever recurs. */
export async function startWorker(
  ports: Ports,
  { subscribers, platformSubscribers, periodics }: WorkerParts,
): Promise<Worker> {
  const stop = new AbortController();
  await listen(ports, subscribers);
  await listen(ports, platformSubscribers);
  const loops = [
    relayOutbox(ports, tenantOutbox, (event) => deliverOrAppend(ports, subscribers, event), stop.signal),
    relayOutbox(ports, platformOutbox, (event) => deliver(ports, platformSubscribers, event), stop.signal),
    ...periodics.map((periodic) => repeat(ports, periodic, stop.signal)),
  ];
  return {
    async stop() {
      stop.abort();
      await Promise.all(loops);
    },
  };
}

async function listen<E extends PlatformEvent>(ports: Ports, subscribers: readonly Subscriber<E>[]) {
  for (const subscriber of subscribers) {
    await ports.queue.work(kindOf(subscriber), (event, signal) => subscriber.run(ports, event, signal));
  }
}

/** What was audited in a database of a tenant's own joins the tenant's chain; anything else is for the subscribers. */
export function deliverOrAppend(
  ports: Ports,
  subscribers: readonly Subscriber[],
  event: TenantEvent,
): Promise<void> {
  return event.type === AUDIT_RECORDED ? appendAway(ports, event) : deliver(ports, subscribers, event);
}

/** Enqueues the event once for each who listens; the job id makes a second delivery disappear. */
export async function deliver<E extends PlatformEvent>(
  ports: Ports,
  subscribers: readonly Subscriber<E>[],
  event: E,
): Promise<void> {
  for (const subscriber of subscribers) {
    if (!subscriber.events.includes(event.type)) continue;
    await ports.queue.send(kindOf(subscriber), event, { id: jobId(event.id, subscriber.name) });
  }
}

function kindOf<E extends PlatformEvent>({
  name,
  concurrency = 1,
  retryLimit = 3,
}: Subscriber<E>): JobKind<E> {
  return { name: `event-${name}`, concurrency, retryLimit };
}

/** A UUID that is the same for the same event and subscriber (RFC 9562, version 8: our own hash). */
function jobId(eventId: string, subscriber: string): string {
  const hex = createHash("sha256").update(`${eventId} ${subscriber}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function repeat(ports: Ports, { name, everyMs, run }: Periodic, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await run(ports, stop).catch((error) => ports.log.error({ err: error, periodic: name }, "periodic work"));
    await ports.clock.sleep(everyMs, stop);
  }
}
