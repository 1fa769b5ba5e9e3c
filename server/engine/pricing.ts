const BASIS_POINTS = 10_000;
/** Lifts a product that binary fractions left just below the whole number it should be. */
const ABOVE_ROUNDING = 1 + 2 * Number.EPSILON;
const BELOW_ROUNDING = 1 - 2 * Number.EPSILON;

/** `value` rounded down to a multiple of `step` (0 = as it is), free of the noise of binary fractions. */
export function roundDown(value: number, step: number): number {
  if (step === 0) return value;
  if (step >= 1) return Math.floor(value / step) * step;
  const perUnit = Math.round(1 / step);
  return Math.floor(value * perUnit * (value > 0 ? ABOVE_ROUNDING : BELOW_ROUNDING)) / perUnit;
}

export function roundUp(value: number, step: number): number {
  return -roundDown(-value, step);
}

/** What a market or triggered stop buy pays per unit when the market stands at `reference`. */
export function buyPrice(reference: number, slippageBps: number): number {
  return reference * (1 + slippageBps / BASIS_POINTS);
}

export function sellPrice(reference: number, slippageBps: number): number {
  return reference * (1 - slippageBps / BASIS_POINTS);
}

/** The largest amount, in whole steps, that `budget` buys at `price` with its fee; 0 when it buys none. */
export function affordableQuantity(budget: number, price: number, feeRatio: number, step: number): number {
  const quantity = roundDown(budget / (price * (1 + feeRatio)), step);
  if (!(quantity > 0)) return 0;
  const cost = quantity * price;
  return step > 0 && cost + cost * feeRatio > budget ? roundDown(quantity - step / 2, step) : quantity;
}
