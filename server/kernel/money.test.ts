import { expect, test } from "vitest";
import { formatMoney, formatUnitPrice, minorDigits } from "./money.ts";

test.each([
  [2999, "usd", "$29.99"],
  [9900, "usd", "$99"],
  [2450, "gbp", "£24.50"],
  [2700, "eur", "€27"],
  [1200, "jpy", "¥1,200"],
  [1500, "kwd", "KWD 1.500"],
  [50_000, "isk", "ISK 500"],
  [700, "mga", "MGA 700"],
])("%i of %s is %s", (amountMinor, currency, text) => {
  expect(formatMoney({ amountMinor, currency }).replaceAll("\u00a0", " ")).toBe(text);
});

test("is written as the locale writes it", () => {
  expect(formatMoney({ amountMinor: 2950, currency: "eur" }, "de-DE").replaceAll("\u00a0", " ")).toBe(
    "29,50 €",
  );
});

test("the minor unit is Stripe's", () => {
  expect(["usd", "jpy", "kwd", "isk", "ugx", "mga"].map(minorDigits)).toEqual([2, 0, 3, 2, 2, 0]);
});

test("a unit may cost a fraction of the minor unit", () => {
  expect(formatUnitPrice("0.05", "usd")).toBe("$0.0005");
  expect(formatUnitPrice("0.5", "jpy")).toBe("¥0.5");
});
