import { createHash } from "node:crypto";
import type { Periodic, Subscriber, TenantEvent } from "#server/kernel/background.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import type { JobKind } from "#server/platform/queue.ts";
import { relayOutbox } from "./relay-outbox.ts";

export interface Worker {
  /** Ends the loops and waits for them; running jobs are the queue's to finish. */
  stop(): Promise<void>;
}

/** Outbox → one queue a subscriber → subscriber; and whatever recurs. */
export async function startWorker(
  ports: Ports,
  { subscribers, periodics }: { subscribers: readonly Subscriber[]; periodics: readonly Periodic[] },
): Promise<Worker> {
  const stop = new AbortController();
  for (const subscriber of subscribers) {
    await ports.queue.work(kindOf(subscriber), (event, signal) => subscriber.run(ports, event, signal));
  }
  const loops = [
    relayOutbox(ports, (event) => deliver(ports, subscribers, event), stop.signal),
    ...periodics.map((periodic) => repeat(ports, periodic, stop.signal)),
  ];
  return {
    async stop() {
      stop.abort();
      await Promise.all(loops);
    },
  };
}

/** Enqueues the event once for each who listens; the job id makes a second delivery disappear. */
export async function deliver(ports: Ports, subscribers: readonly Subscriber[], event: TenantEvent) {
  for (const subscriber of subscribers) {
    if (!subscriber.events.includes(event.type)) continue;
    await ports.queue.send(kindOf(subscriber), event, { id: jobId(event.id, subscriber.name) });
  }
}

function kindOf({ name, concurrency = 1, retryLimit = 3 }: Subscriber): JobKind<TenantEvent> {
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
