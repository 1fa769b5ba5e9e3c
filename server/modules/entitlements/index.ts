export { ALLOWANCE_TOPICS, readAllowance } from "./allowance.ts";
export { getEntitlements } from "./get-entitlements.ts";
export { readEntitlements } from "./read-entitlements.ts";
export { limitReached, missingFeature, secondsUntil } from "./refusals.ts";
export { requireFeature } from "./require-feature.ts";
export { fasterPlan, planAbove, windowAt } from "./rules.ts";
export { tenantReading } from "./tenant-reading.ts";
export { listTermUses, readTerms, replaceTerms, type Terms } from "./terms-store.ts";
export { type Bounds, type Count, readBounds, requireRoom, withinLimit } from "./within-limit.ts";
