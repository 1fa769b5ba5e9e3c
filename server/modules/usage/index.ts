export { getUsage } from "./get-usage.ts";
export { type Spending, type Spent, spend } from "./spend.ts";
