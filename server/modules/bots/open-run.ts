import { createRun, type RunSettings, saveRun, warmUpRun } from "#server/engine/index.ts";
import { findDemoMarket, type MarketFeed, TIMEFRAME_MS, type Timeframe } from "#server/exchanges/index.ts";
import { fieldError } from "#server/kernel/errors.ts";
import { type ChosenStrategy, chooseStrategy } from "../strategies/index.ts";
import type { BotSettings } from "./schema.ts";
import type { OpenedRun } from "./store.ts";

/** Bars beyond the strategy's own need, so that averages that remember long have settled. */
const MORE_WARM_UP_BARS = 200;

interface BotPlan {
  market: string;
  timeframe: Timeframe;
  strategy: string;
  params: Readonly<Record<string, number>>;
  settings: BotSettings;
}

/**
 * Strategy, parameters and settings of a bot, checked: its own settings over the rules of its market.
 * @throws AppError `invalid_input` at the field that is wrong
 */
function checkPlan({ market, strategy, params, settings }: BotPlan): ChosenStrategy {
  const known = findDemoMarket(market);
  if (!known) throw fieldError("market", `There is no market called ${market}.`);
  const { takerFee, makerFee, amountStep, priceTick, minNotional } = known.rules;
  const all: Partial<RunSettings> = { ...settings, takerFee, makerFee, amountStep, priceTick, minNotional };
  return chooseStrategy(strategy, params, all);
}

/** A fresh run that has seen the candles up to now and has traded none of them. */
export async function openRun(feed: MarketFeed, plan: BotPlan, now: number): Promise<OpenedRun> {
  const { definition, params, settings } = checkPlan(plan);
  const run = createRun(definition, params, settings);
  const step = TIMEFRAME_MS[plan.timeframe];
  const bars = definition.warmupBars(params) + MORE_WARM_UP_BARS;
  const lastOpen = Math.floor(now / step) * step - step;
  warmUpRun(run, await feed.fetchCandles(plan.market, plan.timeframe, lastOpen - (bars - 1) * step, bars));
  return { run: saveRun(run), cursor: new Date(lastOpen) };
}
