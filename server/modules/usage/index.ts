export { getUsage } from "./get-usage.ts";
export { pruneUsage } from "./prune-usage.ts";
export { CALL_METERS, type Spending, type Spent, spend } from "./spend.ts";
