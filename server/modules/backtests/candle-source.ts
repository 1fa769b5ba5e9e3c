import { type RunSettings, type ValidCandles, validateCandles } from "#server/engine/index.ts";
import { findDemoMarket, TIMEFRAME_MS } from "#server/exchanges/index.ts";
import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError, fieldError } from "#server/kernel/errors.ts";
import { findDataset, loadDataset } from "../market-data/index.ts";
import { openFeed } from "../venues/index.ts";
import type { CandleSource } from "./schema.ts";

type MarketSource = Extract<CandleSource, { type: "market" }>;

export const MAX_MARKET_BARS = 500_000;
export const MAX_MARKET_YEARS = 5;
const YEAR_MS = 366 * 86_400_000;

/**
 * The source in words, which also checks that it exists.
 * @throws AppError `invalid_input` at the field of the source that is wrong.
 */
export async function describeSource(ctx: Ctx, source: CandleSource): Promise<string> {
  switch (source.type) {
    case "dataset": {
      const dataset = await findDataset(ctx.db, source.datasetId);
      if (!dataset) throw fieldError("source.datasetId", "This data no longer exists. Choose another.");
      return dataset.name;
    }
    case "market":
      checkMarketSource(source, ctx.now().getTime());
      return `${source.market} · ${source.timeframe}`;
    default:
      return source satisfies never;
  }
}

/** Steps and minima that orders on the source's market must keep to, as a bot there will. */
export function marketRules(
  source: CandleSource,
): Pick<RunSettings, "amountStep" | "priceTick" | "minNotional"> | null {
  const market = source.type === "market" ? findDemoMarket(source.market) : undefined;
  if (!market) return null;
  const { amountStep, priceTick, minNotional } = market.rules;
  return { amountStep, priceTick, minNotional };
}

export async function loadCandles(ctx: Ctx, source: CandleSource): Promise<ValidCandles> {
  switch (source.type) {
    case "dataset":
      return loadDataset(ctx.db, source.datasetId);
    case "market":
      return loadMarketCandles(ctx, source);
    default:
      return source satisfies never;
  }
}

function checkMarketSource({ market, timeframe, from, to }: MarketSource, now: number): void {
  if (!findDemoMarket(market)) throw fieldError("source.market", `There is no market called ${market}.`);
  const [start, end] = [Date.parse(from), Date.parse(to)];
  if (start >= end) throw fieldError("source.to", "The end must be after the start.");
  if (start >= now) throw fieldError("source.from", "The start must be in the past.");
  if (end - start > MAX_MARKET_YEARS * YEAR_MS) {
    throw fieldError("source.from", `Choose at most ${MAX_MARKET_YEARS} years.`);
  }
  if ((end - start) / TIMEFRAME_MS[timeframe] > MAX_MARKET_BARS) {
    throw fieldError(
      "source.timeframe",
      `That is more than ${MAX_MARKET_BARS} bars. Choose a longer timeframe.`,
    );
  }
}

/** Bars that open in [from, to) and have closed. */
async function loadMarketCandles(
  ctx: Ctx,
  { market, timeframe, from, to }: MarketSource,
): Promise<ValidCandles> {
  const step = TIMEFRAME_MS[timeframe];
  const first = Math.ceil(Date.parse(from) / step) * step;
  const bars = Math.max(0, Math.ceil((Date.parse(to) - first) / step));
  const candles = await openFeed(ctx.ports).fetchCandles(market, timeframe, first, bars);
  if (candles.length === 0) throw new AppError("unprocessable", "No bar has closed in this period yet.");
  return validateCandles(candles);
}
