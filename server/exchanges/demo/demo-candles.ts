import { type Candles, createCandles, roundDown, roundUp } from "#server/engine/index.ts";
import { MINUTE_MS, TIMEFRAME_MS, type Timeframe } from "../timeframe.ts";
import type { DemoMarket } from "./markets.ts";
import { hash01 } from "./noise.ts";
import { PriceWalk, volatility } from "./price-walk.ts";

const HIGH_LAYER = 200;
const LOW_LAYER = 201;
const VOLUME_LAYER = 202;
/** Share of a typical move by which a minute reaches beyond its open and close. */
const WICK = 0.9;

function toTick(price: number, tick: number): number {
  return Math.max(tick, roundDown(price + tick / 2, tick));
}

/** The price at which the market stands during a minute, on its tick. */
export function demoPrice(market: DemoMarket, time: number): number {
  return toTick(new PriceWalk(market).priceAt(Math.floor(time / MINUTE_MS)), market.rules.priceTick);
}

/**
 * `count` bars from `from` (a multiple of the timeframe, Unix ms): a function of market and time alone.
 * A minute closes where the next one opens, and every timeframe is made of the same minutes.
 */
export function demoCandles(market: DemoMarket, timeframe: Timeframe, from: number, count: number): Candles {
  const candles = createCandles(count);
  const minutes = TIMEFRAME_MS[timeframe] / MINUTE_MS;
  const walk = new PriceWalk(market);
  const tick = market.rules.priceTick;
  let minute = from / MINUTE_MS;
  let open = toTick(walk.priceAt(minute), tick);
  for (let bar = 0; bar < count; bar++) {
    candles.time[bar] = minute * MINUTE_MS;
    candles.open[bar] = open;
    let high = open;
    let low = open;
    let volume = 0;
    for (let part = 0; part < minutes; part++, minute++) {
      const close = toTick(walk.priceAt(minute + 1), tick);
      high = Math.max(high, minuteHigh(market, minute, open, close));
      low = Math.min(low, minuteLow(market, minute, open, close));
      volume += minuteVolume(market, minute, open, close);
      open = close;
    }
    candles.high[bar] = high;
    candles.low[bar] = low;
    candles.close[bar] = open;
    candles.volume[bar] = roundDown(volume, market.rules.amountStep);
  }
  return candles;
}

function minuteHigh(market: DemoMarket, minute: number, open: number, close: number): number {
  const reach = WICK * market.minuteMove * hash01(market.seed, HIGH_LAYER, minute) ** 2;
  return Math.max(open, close, roundDown(Math.max(open, close) * (1 + reach), market.rules.priceTick));
}

function minuteLow(market: DemoMarket, minute: number, open: number, close: number): number {
  const reach = WICK * market.minuteMove * hash01(market.seed, LOW_LAYER, minute) ** 2;
  return Math.min(open, close, roundUp(Math.min(open, close) * (1 - reach), market.rules.priceTick));
}

function minuteVolume(market: DemoMarket, minute: number, open: number, close: number): number {
  const chance = -Math.log(1 - hash01(market.seed, VOLUME_LAYER, minute));
  const movement = Math.abs(close / open - 1) / market.minuteMove;
  return (
    market.minuteVolume *
    (0.3 + 0.4 * chance) *
    (0.5 + movement) *
    volatility(market.seed, minute - (minute % 60))
  );
}
