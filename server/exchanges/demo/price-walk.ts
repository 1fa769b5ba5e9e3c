import type { DemoMarket } from "./markets.ts";
import { hash01, noise } from "./noise.ts";

/** Octaves of 1, 2, 4 … minutes; the longest swings over about two years. */
const OCTAVES = 21;
/** Makes the sum of octaves move by `minuteMove` a minute, as measured over a year. */
const CALIBRATION = 0.62;
/** Layers of noise from here on shape volatility instead of price. */
const VOLATILITY_LAYER = 100;
const VOLATILITY_MINUTES = [240, 2_880, 20_160] as const;
const VOLATILITY_SWING = 0.55;

/**
 * The price of a demo market as a function of the minute alone: fractal value noise of the log price, knots growing with √period
 * as in a random walk, each scaled by a slower noise, so that calm and wild days follow in clusters.
 * Reading minutes in order costs two hashes a minute; any minute can be read directly.
 */
export class PriceWalk {
  private readonly market: DemoMarket;
  private readonly knots = new Int32Array(OCTAVES).fill(-1);
  private readonly left = new Float64Array(OCTAVES);
  private readonly right = new Float64Array(OCTAVES);

  constructor(market: DemoMarket) {
    this.market = market;
  }

  /** Price at the start of the minute, before rounding to the tick. */
  priceAt(minute: number): number {
    let logMove = 0;
    let period = 1;
    for (let octave = 0; octave < OCTAVES; octave++) {
      const knot = Math.floor(minute / period);
      if (this.knots[octave] !== knot) this.moveTo(octave, knot, period);
      const left = this.left[octave] ?? 0;
      const right = this.right[octave] ?? 0;
      logMove += left + (right - left) * (minute / period - knot);
      period *= 2;
    }
    return this.market.anchor * Math.exp(logMove);
  }

  private moveTo(octave: number, knot: number, period: number): void {
    const isNext = this.knots[octave] === knot - 1;
    this.left[octave] = isNext ? (this.right[octave] ?? 0) : this.knotValue(octave, knot, period);
    this.right[octave] = this.knotValue(octave, knot + 1, period);
    this.knots[octave] = knot;
  }

  private knotValue(octave: number, knot: number, period: number): number {
    const { seed, minuteMove } = this.market;
    const size = CALIBRATION * minuteMove * Math.sqrt(period);
    return size * volatility(seed, knot * period) * (2 * hash01(seed, octave, knot) - 1);
  }
}

/** How wild the market is around a minute, about 1 on average. */
export function volatility(seed: number, minute: number): number {
  let log = 0;
  VOLATILITY_MINUTES.forEach((period, index) => {
    log += VOLATILITY_SWING * noise(seed, VOLATILITY_LAYER + index, minute, period);
  });
  return Math.exp(log);
}
