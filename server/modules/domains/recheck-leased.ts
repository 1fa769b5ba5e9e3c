import type { Periodic } from "#server/kernel/background.ts";
import type { Ports } from "#server/kernel/ctx.ts";

/** A check that dies with its process is made again after this. */
const LEASE_MS = 5 * 60_000;
const BATCH = 10;

interface Leased {
  tenantId: string;
  id: string;
}

interface Rechecks {
  name: string;
  everyMs: number;
  /** Takes up to `limit` of those whose time has come, so that no other process checks them before `leaseUntil`. */
  leaseDue(ports: Ports, now: Date, leaseUntil: Date, limit: number): Promise<Leased[]>;
  check(ports: Ports, key: Leased): Promise<void>;
}

/** Looks at proofs whose time has come, some at once, until none is left. One that fails holds up no other. */
export function recheckLeased({ name, everyMs, leaseDue, check }: Rechecks): Periodic {
  return {
    name,
    everyMs,
    async run(ports, signal) {
      while (!signal.aborted) {
        const now = ports.clock.now();
        const due = await leaseDue(ports, now, new Date(now.getTime() + LEASE_MS), BATCH);
        await Promise.all(
          due.map((key) => check(ports, key).catch((error) => ports.log.error({ err: error, ...key }, name))),
        );
        if (due.length < BATCH) return;
      }
    },
  };
}
