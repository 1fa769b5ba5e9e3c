/** Trading times are shown in UTC everywhere, so that server, browser and colleagues read the same. */
const options = { timeZone: "UTC", hourCycle: "h23" } as const;

const DATE = new Intl.DateTimeFormat("en-GB", {
  ...options,
  day: "2-digit",
  month: "short",
  year: "numeric",
});
const DATE_TIME = new Intl.DateTimeFormat("en-GB", {
  ...options,
  day: "2-digit",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});
const SHORT_DATE = new Intl.DateTimeFormat("en-GB", { ...options, day: "2-digit", month: "short" });
const MONTH = new Intl.DateTimeFormat("en-GB", { ...options, month: "short", year: "numeric" });
const TIME = new Intl.DateTimeFormat("en-GB", {
  ...options,
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** Epoch milliseconds or an ISO string. */
export type Instant = number | string;

/** British order with months of three letters; the locale itself writes `Sept`. */
const write = (format: Intl.DateTimeFormat, at: Instant): string =>
  format.format(new Date(at)).replace("Sept", "Sep");

export const formatDate = (at: Instant): string => write(DATE, at);
export const formatDateTime = (at: Instant): string => write(DATE_TIME, at);
export const formatClock = (at: Instant): string => TIME.format(new Date(at)).slice(0, 5);

/** A label for a chart axis: days inside a year, months beyond it. */
export function formatAxisTime(at: Instant, spanMs: number): string {
  if (spanMs > 400 * 86_400_000) return write(MONTH, at);
  return spanMs > 3 * 86_400_000 ? write(SHORT_DATE, at) : formatClock(at);
}

/** `93_600_000` → `1 d 2 h`; the two largest units. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 60_000) return `${Math.max(0, Math.round(durationMs / 1000))} s`;
  const minutes = Math.round(durationMs / 60_000);
  const parts = [
    [Math.floor(minutes / 1440), "d"],
    [Math.floor((minutes % 1440) / 60), "h"],
    [minutes % 60, "min"],
  ] as const;
  const shown = parts.filter(([amount]) => amount > 0).slice(0, 2);
  return shown.map(([amount, unit]) => `${amount} ${unit}`).join(" ");
}
