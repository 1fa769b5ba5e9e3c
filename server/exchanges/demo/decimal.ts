import { Decimal } from "decimal.js";
import type { Balances } from "./demo-ledger.ts";

const Exact = Decimal.clone({ precision: 60 });

/** The shortest decimal that reads back as the same number, without an exponent. */
export function decimalText(value: number): string {
  return new Exact(value).toFixed();
}

export function isAtLeast(a: string, b: number): boolean {
  return new Exact(a).greaterThanOrEqualTo(b);
}

export function balanceOf(balances: Balances, currency: string): string {
  return balances[currency] ?? "0";
}

/** `balances` with `change` (exact, may be negative) added to one currency. */
export function addBalance(balances: Balances, currency: string, change: Decimal): Balances {
  return { ...balances, [currency]: new Exact(balanceOf(balances, currency)).plus(change).toFixed() };
}

export function exact(value: string | number): Decimal {
  return new Exact(value);
}
