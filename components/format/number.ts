const LOCALE = "en-US";

/** Stands for a number that has no value (`null` metrics, not yet known). */
export const NO_VALUE = "–";

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  const known = formatters.get(key) ?? new Intl.NumberFormat(LOCALE, options);
  formatters.set(key, known);
  return known;
}

export function formatNumber(value: number | null | undefined, digits = 2): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_VALUE;
  return minus(formatter({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value));
}

/** Numbers stand in columns: a minus sign as wide as a plus, not a hyphen. */
const minus = (text: string): string => text.replace("-", "−");

export function formatCount(value: number): string {
  return formatter({ maximumFractionDigits: 0 }).format(value);
}

/** `12_300` → `12.3K`. */
export function formatCompact(value: number): string {
  return minus(formatter({ notation: "compact", maximumFractionDigits: 1 }).format(value));
}

/** A percentage already multiplied by 100: `12.345` → `12.35%`. */
export function formatPercent(percent: number | null | undefined, digits = 2): string {
  return percent === null || percent === undefined || !Number.isFinite(percent)
    ? NO_VALUE
    : `${formatNumber(percent, digits)}%`;
}

/** With an explicit sign, `+4.20%`; the minus is a real minus sign. */
export function formatSignedPercent(percent: number | null | undefined, digits = 2): string {
  if (percent === null || percent === undefined || !Number.isFinite(percent)) return NO_VALUE;
  return `${signOf(percent)}${formatNumber(Math.abs(percent), digits)}%`;
}

export function formatSigned(value: number | null | undefined, digits = 2): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_VALUE;
  return `${signOf(value)}${formatNumber(Math.abs(value), digits)}`;
}

const signOf = (value: number): string => (value > 0 ? "+" : value < 0 ? "−" : "");

/** Prices span 0.00001 to 100,000: at least two decimals, up to six significant digits. */
export function formatPrice(price: number | null | undefined): string {
  if (price === null || price === undefined || !Number.isFinite(price)) return NO_VALUE;
  const size = Math.abs(price);
  const digits = size >= 100 || size === 0 ? 2 : size >= 1 ? 4 : 6;
  return minus(formatter({ minimumFractionDigits: 2, maximumFractionDigits: digits }).format(price));
}

export function formatQuantity(quantity: number | null | undefined): string {
  if (quantity === null || quantity === undefined || !Number.isFinite(quantity)) return NO_VALUE;
  return formatter({ maximumFractionDigits: 8 }).format(quantity);
}

export function trendOf(value: number | null | undefined): "positive" | "negative" | "flat" {
  if (value === null || value === undefined || value === 0) return "flat";
  return value > 0 ? "positive" : "negative";
}
