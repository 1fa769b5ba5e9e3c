export { getUsage } from "./get-usage.ts";
export { pruneUsage } from "./prune-usage.ts";
export { CALL_METERS, callAmounts, type Outcome, type Spending, type Spent, spend } from "./spend.ts";
export { trackUsage } from "./track-usage.ts";
