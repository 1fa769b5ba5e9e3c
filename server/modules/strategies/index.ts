export { type ChosenStrategy, chooseStrategy } from "./choose-strategy.ts";
export { listStrategies } from "./list-strategies.ts";
