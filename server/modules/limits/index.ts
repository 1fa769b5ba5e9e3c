export { getLimit } from "./get-limit.ts";
export { listLimits } from "./list-limits.ts";
export { sampleLevels } from "./sample-levels.ts";
