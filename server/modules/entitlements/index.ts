export { getEntitlements } from "./get-entitlements.ts";
export { readEntitlements } from "./read-entitlements.ts";
export { requireFeature } from "./require-feature.ts";
export { type Count, withinLimit } from "./within-limit.ts";
