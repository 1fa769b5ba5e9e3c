import { formatCount } from "../format/number.ts";
import type { Outputs } from "../trpc/outputs.ts";

export type LimitState = Outputs["usage"]["limits"][number];

const WINDOW: Record<LimitState["window"], string> = {
  none: "",
  hour: " this hour",
  day: " today",
  month: " this month",
};

/** `1,200 of 25,000 this month`. */
export function limitText({ used, limit, window }: LimitState): string {
  const size = limit === null ? "unlimited" : formatCount(limit);
  return `${formatCount(used)} of ${size}${WINDOW[window]}`;
}

/** A label inside a sentence: `Backtests` becomes `backtests`, `API calls` stays. */
export const inSentence = (label: string): string =>
  /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);

/** `18 May 2026, 00:00` of a reset within the day is a time, of a later one a date. */
export const isSoon = (at: string, now: number): boolean => Date.parse(at) - now < 86_400_000;
