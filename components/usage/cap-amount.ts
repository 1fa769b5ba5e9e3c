import { minorDigits } from "#server/kernel/money.ts";

const MAX_MINOR = 100_000_000;

/** What a person types as an amount of money, in minor units; null for nothing typed, undefined for what is no amount. */
export function parseCap(text: string, currency: string): number | null | undefined {
  const digits = minorDigits(currency);
  const [, whole, fraction = ""] = /^(\d{1,9})(?:[.,](\d+))?$/.exec(text.trim()) ?? [];
  if (text.trim() === "") return null;
  if (whole === undefined || fraction.length > digits) return undefined;
  const minor = Number(`${whole}${fraction.padEnd(digits, "0")}`);
  return minor < MAX_MINOR ? minor : undefined;
}

export function capText(minor: number | null, currency: string): string {
  const digits = minorDigits(currency);
  return minor === null ? "" : (minor / 10 ** digits).toFixed(digits);
}

/** `25 or 25.50`, as the currency writes amounts. */
export function capExample(currency: string): string {
  const digits = minorDigits(currency);
  return digits === 0 ? "25" : `25 or ${(25.5).toFixed(digits)}`;
}
