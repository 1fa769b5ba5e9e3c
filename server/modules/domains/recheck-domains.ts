import type { Periodic } from "#server/kernel/background.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { lookUp } from "./look-up.ts";
import { settleCheck } from "./settle-check.ts";
import { findDomainOf, leaseDue } from "./store.ts";

const EVERY_MS = 20_000;
/** A check that dies with its process is made again after this. */
const LEASE_MS = 5 * 60_000;
const BATCH = 10;

/** Looks at the domains whose time has come: claims every minute at first, live ones every six hours. */
export const recheckDomains: Periodic = {
  name: "recheck-domains",
  everyMs: EVERY_MS,
  async run(ports, signal) {
    while (!signal.aborted) {
      const now = ports.clock.now();
      const leaseUntil = new Date(now.getTime() + LEASE_MS);
      const due = await leaseDue(ports.systemDb.client, now, leaseUntil, BATCH);
      await Promise.all(due.map((key) => recheck(ports, key)));
      if (due.length < BATCH) return;
    }
  },
};

async function recheck(ports: Ports, key: { tenantId: string; id: string }): Promise<void> {
  try {
    const domain = await findDomainOf(ports.systemDb.client, key.tenantId, key.id);
    if (!domain) return;
    const { host, token } = domain;
    await settleCheck(ports, { ...key, host, token }, await lookUp(ports, host, token));
  } catch (error) {
    ports.log.error({ err: error, ...key }, "domain check");
  }
}
