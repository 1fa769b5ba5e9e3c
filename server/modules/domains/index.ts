export { addDomain } from "./add-domain.ts";
export { checkDomain } from "./check-domain.ts";
export { claimForTenant, domainsOfTenant, readClaim } from "./claim-for-tenant.ts";
export { listDomains } from "./list-domains.ts";
export { makePrimaryDomain } from "./make-primary-domain.ts";
export { recheckDomains } from "./recheck-domains.ts";
export { recheckLeased } from "./recheck-leased.ts";
export { releaseDomain } from "./release-domain.ts";
export { type DomainState, type Happening, judgeProof, nextState, STOP_AFTER_MS } from "./rules.ts";
