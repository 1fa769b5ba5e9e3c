/** No price: the order does not fill inside the bar. Prices are above zero, so 0 is free to mean it. */
export const NO_FILL = 0;

/** A resting sell stop: reached when the bar goes down to it; a gap below it fills at the open. */
export function sellStopFill(stop: number, open: number, low: number): number {
  return low <= stop ? Math.min(open, stop) : NO_FILL;
}

/** A resting sell limit: reached when the bar goes up to it; a gap above it fills at the better open. */
export function sellLimitFill(limit: number, open: number, high: number): number {
  return high >= limit ? Math.max(open, limit) : NO_FILL;
}

/** A resting buy stop, mirrored. */
export function buyStopFill(stop: number, open: number, high: number): number {
  return high >= stop ? Math.max(open, stop) : NO_FILL;
}

/** A resting buy limit, mirrored. */
export function buyLimitFill(limit: number, open: number, low: number): number {
  return low <= limit ? Math.min(open, limit) : NO_FILL;
}
