const DAY_HOURS = 24;
/** Days whose same hour is compared with. */
export const COMPARED_DAYS = 28;
const MIN_SAMPLES = 14;
/** Less than this an hour is never worth a flag. */
const MIN_VOLUME = 20;
/** Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993: modified z-scores beyond 3.5 are outliers. */
const MAX_Z = 3.5;
const NORMAL = 0.6745;

export const UNUSUAL_METHOD =
  "Modified z-score by median and median deviation (Iglewicz and Hoaglin) against the same hour of the last 28 days; beyond 3.5, and of 20 an hour or more.";

export interface HourUse {
  at: Date;
  used: number;
}

export interface Unusual extends HourUse {
  /** The median of the hours it was compared with. */
  usual: number;
  z: number;
  direction: "high" | "low";
}

/**
 * Hours that differ from what this time of day usually brings.
 * @param hours complete hours, oldest first, without gaps
 * @param count how many of the last are looked at
 */
export function unusualHours(hours: readonly HourUse[], count: number): Unusual[] {
  const from = Math.max(0, hours.length - count);
  return hours.slice(from).flatMap((hour, offset) => {
    const samples = sameHourBefore(hours, from + offset);
    const found = samples.length >= MIN_SAMPLES ? compared(hour, samples) : null;
    return found ? [found] : [];
  });
}

function sameHourBefore(hours: readonly HourUse[], index: number): number[] {
  const samples: number[] = [];
  for (let day = 1; day <= COMPARED_DAYS; day++) {
    const sample = hours[index - day * DAY_HOURS];
    if (sample) samples.push(sample.used);
  }
  return samples;
}

function compared({ at, used }: HourUse, samples: readonly number[]): Unusual | null {
  const usual = median(samples);
  if (Math.max(used, usual) < MIN_VOLUME) return null;
  // Hours that are always alike would make any difference endless: a tenth of the usual is the least deviation.
  const deviation = Math.max(median(samples.map((sample) => Math.abs(sample - usual))), usual / 10, 1);
  const z = (NORMAL * (used - usual)) / deviation;
  if (Math.abs(z) <= MAX_Z) return null;
  return { at, used, usual, z: Math.round(z * 10) / 10, direction: z > 0 ? "high" : "low" };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
