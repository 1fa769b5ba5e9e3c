const DAY_MS = 86_400_000;
const WEEK = 7;
/** Days of history that the seasons are learnt from. */
export const FORECAST_DAYS = 56;
const MIN_DAYS = 3;
/** Below two weeks a weekday has been seen once, which says nothing about weekdays. */
const MIN_SEASONAL_DAYS = 2 * WEEK;
/** Share of outcomes that the interval should hold: 80 %, so 10 % beyond either end of a normal distribution. */
const Z = 1.2816;

export interface DayUse {
  at: Date;
  used: number;
}

export interface Forecast {
  /** How it was made, to be shown beside it. */
  method: string;
  /** From today to the last day of the window. */
  days: { at: Date; expected: number; low: number; high: number }[];
  /** Of the whole window, with what is used already. */
  total: { expected: number; low: number; high: number };
}

const SEASONAL =
  "Linear trend over the last 8 weeks times the usual share of each weekday; the band holds 80 % of what such days strayed.";
const MEAN =
  "Average of the days so far; the band holds 80 % of what they strayed. Weekdays count from two weeks on.";

/**
 * Daily use to the end of the window: least-squares trend of the days without their weekday's share, times that share.
 * The interval is the spread of the residuals, which add up over days like independent ones.
 * @param past complete days, oldest first, without gaps
 * @param today what is used of the running day, which counts as a lower bound
 * @returns null while there are fewer than three days to learn from
 */
export function forecastUse(
  past: readonly DayUse[],
  today: DayUse,
  { usedBefore, end }: { usedBefore: number; end: Date },
): Forecast | null {
  const history = trimmed(past.slice(-FORECAST_DAYS));
  if (history.length < MIN_DAYS) return null;
  const isSeasonal = history.length >= MIN_SEASONAL_DAYS;
  const season = isSeasonal ? weekdayShares(history) : Array<number>(WEEK).fill(1);
  const shareOf = (at: Date) => season[at.getUTCDay()] ?? 1;
  // A weekday without any use says nothing of the trend.
  const level = history.flatMap(({ at, used }, x) => (shareOf(at) > 0 ? [{ x, y: used / shareOf(at) }] : []));
  const { slope, intercept } = isSeasonal
    ? line(level)
    : { slope: 0, intercept: mean(level.map(({ y }) => y)) };
  const expectedAt = (at: Date): number => {
    const index = (at.getTime() - (history[0]?.at.getTime() ?? 0)) / DAY_MS;
    return Math.max(0, (intercept + slope * index) * shareOf(at));
  };
  const spread = deviation(history.map(({ at, used }) => used - expectedAt(at)));
  const days: Forecast["days"] = [];
  for (let time = today.at.getTime(); time < end.getTime(); time += DAY_MS) {
    const at = new Date(time);
    const least = time === today.at.getTime() ? today.used : 0;
    const expected = Math.max(least, expectedAt(at));
    days.push({
      at,
      expected: Math.round(expected),
      low: Math.round(Math.max(least, expected - Z * spread)),
      high: Math.round(expected + Z * spread),
    });
  }
  const sum = usedBefore + days.reduce((total, { expected }) => total + expected, 0);
  const band = Z * spread * Math.sqrt(days.length);
  return {
    method: isSeasonal ? SEASONAL : MEAN,
    days,
    total: {
      expected: Math.round(sum),
      low: Math.round(Math.max(usedBefore + today.used, sum - band)),
      high: Math.round(sum + band),
    },
  };
}

/** When the sum of the expected days goes beyond the limit; null when it stays within. */
export function limitReachedAt(
  { days }: Pick<Forecast, "days">,
  usedBefore: number,
  limit: number | null,
): Date | null {
  if (limit === null) return null;
  let total = usedBefore;
  for (const { at, expected } of days) {
    total += expected;
    if (total > limit) return at;
  }
  return null;
}

/** Days before the first use say when it began, not how it goes. */
function trimmed(days: readonly DayUse[]): readonly DayUse[] {
  const first = days.findIndex(({ used }) => used > 0);
  return first < 0 ? [] : days.slice(first);
}

/** Each weekday's mean against the mean of all days. */
function weekdayShares(days: readonly DayUse[]): number[] {
  const all = mean(days.map(({ used }) => used));
  return Array.from({ length: WEEK }, (_, weekday) => {
    const own = days.filter(({ at }) => at.getUTCDay() === weekday).map(({ used }) => used);
    return all > 0 && own.length > 0 ? mean(own) / all : 1;
  });
}

/** Least squares. */
function line(points: readonly { x: number; y: number }[]): { slope: number; intercept: number } {
  const middle = mean(points.map(({ x }) => x));
  const average = mean(points.map(({ y }) => y));
  let [above, below] = [0, 0];
  for (const { x, y } of points) {
    above += (x - middle) * (y - average);
    below += (x - middle) ** 2;
  }
  const slope = below > 0 ? above / below : 0;
  return { slope, intercept: average - slope * middle };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Sample standard deviation of residuals, whose mean is 0 by construction. */
const deviation = (residuals: readonly number[]): number =>
  Math.sqrt(residuals.reduce((sum, each) => sum + each ** 2, 0) / Math.max(1, residuals.length - 2));
