import { recheckLeased } from "../domains/index.ts";
import { findDomainOf, leaseDue } from "./domain-store.ts";
import { lookUpProof, settleDomain } from "./settle-domain.ts";

/** Looks at the e-mail domains whose time has come, as often as at custom domains. */
export const recheckSsoDomains = recheckLeased({
  name: "recheck-sso-domains",
  everyMs: 30_000,
  leaseDue: ({ systemDb }, ...when) => leaseDue(systemDb.client, ...when),
  async check(ports, key) {
    const domain = await findDomainOf(ports.systemDb.client, key);
    if (domain) await settleDomain(ports, key, await lookUpProof(ports, domain));
  },
});
