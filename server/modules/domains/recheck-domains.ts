import { lookUp } from "./look-up.ts";
import { recheckLeased } from "./recheck-leased.ts";
import { settleCheck } from "./settle-check.ts";
import { findDomainOf, leaseDue } from "./store.ts";

/** Looks at the domains whose time has come: claims every minute at first, live ones every six hours. */
export const recheckDomains = recheckLeased({
  name: "recheck-domains",
  everyMs: 20_000,
  leaseDue: ({ systemDb }, ...when) => leaseDue(systemDb.client, ...when),
  async check(ports, key) {
    const domain = await findDomainOf(ports.systemDb.client, key.tenantId, key.id);
    if (!domain) return;
    const { host, token } = domain;
    await settleCheck(ports, { ...key, host, token }, await lookUp(ports, host, token));
  },
});
