import { readEntitlements } from "./read-entitlements.ts";
import { tenantReading } from "./tenant-reading.ts";

/** News of what may change what a tenant is allowed. */
export const ALLOWANCE_TOPICS = ["subscription", "addOn", "checkout", "entitlement", "tenant"] as const;

/** The tenant's entitlements for what every request asks. A limit that must hold exactly is `withinLimit`'s. */
export const readAllowance = tenantReading(readEntitlements, ALLOWANCE_TOPICS);
