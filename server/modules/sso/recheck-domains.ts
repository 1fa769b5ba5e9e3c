import type { Periodic } from "#server/kernel/background.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { type DomainKey, findDomainOf, leaseDue } from "./domain-store.ts";
import { lookUpProof, settleDomain } from "./settle-domain.ts";

const EVERY_MS = 30_000;
/** A check that dies with its process is made again after this. */
const LEASE_MS = 5 * 60_000;
const BATCH = 10;

/** Looks at the e-mail domains whose time has come, as often as at custom domains. */
export const recheckSsoDomains: Periodic = {
  name: "recheck-sso-domains",
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

async function recheck(ports: Ports, key: DomainKey): Promise<void> {
  try {
    const domain = await findDomainOf(ports.systemDb.client, key);
    if (domain) await settleDomain(ports, key, await lookUpProof(ports, domain));
  } catch (error) {
    ports.log.error({ err: error, ...key }, "e-mail domain check");
  }
}
