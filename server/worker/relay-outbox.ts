import type { PlatformEvent } from "#server/kernel/background.ts";
import type { Ports, SystemDb } from "#server/kernel/ctx.ts";
import { OUTBOX_SIGNAL, type Outbox } from "#server/modules/audit/index.ts";

const POLL_MS = 5_000;

/**
 * Hands every event of the outbox to `deliver`, oldest first, then marks it. Woken by a signal; polling catches what
 * a signal lost. A crash in between delivers again: `deliver` must bear it.
 */
export async function relayOutbox<E extends PlatformEvent>(
  ports: Ports,
  outbox: Outbox<E>,
  deliver: (event: E) => Promise<void>,
  stop: AbortSignal,
): Promise<void> {
  let wake = new AbortController();
  const unsubscribe = ports.signal.subscribe(OUTBOX_SIGNAL, () => wake.abort());
  stop.addEventListener("abort", () => wake.abort(), { once: true });
  while (!stop.aborted) {
    wake = new AbortController();
    const isEmpty = await drainOutbox(ports, outbox, deliver);
    if (isEmpty && !stop.aborted) await ports.clock.sleep(POLL_MS, wake.signal);
  }
  unsubscribe();
}

/** One batch of every database that holds tenants. @returns whether there was nothing. */
export async function drainOutbox<E extends PlatformEvent>(
  ports: Ports,
  outbox: Outbox<E>,
  deliver: (event: E) => Promise<void>,
): Promise<boolean> {
  let isEmpty = true;
  for (const { client } of ports.everySystemDb()) {
    // One database that does not answer, or one bad event in it, must not silence the others.
    isEmpty =
      (await drainOne(ports, outbox, client, deliver).catch((error) => {
        ports.log.error({ err: error }, "outbox");
        return true;
      })) && isEmpty;
  }
  return isEmpty;
}

async function drainOne<E extends PlatformEvent>(
  { clock }: Ports,
  outbox: Outbox<E>,
  db: SystemDb,
  deliver: (event: E) => Promise<void>,
): Promise<boolean> {
  const events = await outbox.pending(db);
  for (const event of events) await deliver(event);
  const ids = events.map(({ id }) => id);
  if (ids.length > 0) await outbox.setDispatched(db, ids, clock.now());
  return events.length === 0;
}
