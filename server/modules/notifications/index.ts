export { mailAccountLinks } from "./mail-account-links.ts";
export { mailAccountNotices } from "./mail-account-notices.ts";
export { tellOfBilling } from "./tell-of-billing.ts";
export { tellOfDomain } from "./tell-of-domain.ts";
export { tellOfEmailDomain } from "./tell-of-email-domain.ts";
export { tellOfLifecycle } from "./tell-of-lifecycle.ts";
export { tellOfUsage } from "./tell-of-usage.ts";
export { welcomeOwner } from "./welcome-owner.ts";
