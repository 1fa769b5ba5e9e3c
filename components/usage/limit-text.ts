import { formatCount } from "../format/number.ts";
import { formatClock, formatDate } from "../format/time.ts";
import type { Outputs } from "../trpc/outputs.ts";
import type { Tone } from "../ui/badge.tsx";

export type LimitState = Outputs["usage"]["limits"][number];
type Measured = Pick<LimitState, "used" | "limit" | "window" | "unit">;

const DAY_MS = 86_400_000;

const WINDOW: Record<LimitState["window"], string> = {
  none: "",
  hour: " this hour",
  day: " today",
  month: " this month",
};

const NEAR = 0.8;

/** `1,200 of 25,000 this month`, `3 of 5 GB`, `12, unlimited`. */
export function limitText({ used, limit, window, unit }: Measured): string {
  // What is counted by time has the time as its unit.
  const inUnit = window === "none" && unit ? ` ${unit}` : "";
  return limit === null
    ? `${formatCount(used)}${inUnit}${WINDOW[window]}, unlimited`
    : `${formatCount(used)} of ${formatCount(limit)}${inUnit}${WINDOW[window]}`;
}

/** 0 to 1 and beyond; null where nothing limits. A limit of nothing is used up. */
export const shareOf = ({ used, limit }: Pick<LimitState, "used" | "limit">): number | null =>
  limit === null ? null : limit === 0 ? 1 : used / limit;

export const isNear = (share: number | null): boolean => share !== null && share >= NEAR;

export const toneOf = (share: number): Tone =>
  share >= 1 ? "negative" : isNear(share) ? "warning" : "accent";

/** A reset within the day is a time, of a later one a date. */
export const resetText = (at: string, now: number): string =>
  `starts again ${Date.parse(at) - now < DAY_MS ? `at ${formatClock(at)} UTC` : `on ${formatDate(at)}`}`;

/** A label inside a sentence: `Backtests` becomes `backtests`, `API calls` stays. */
export const inSentence = (label: string): string =>
  /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
