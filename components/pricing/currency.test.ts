import { expect, test } from "vitest";
import { chosenCurrency } from "./currency.ts";

const OFFERED = ["usd", "eur", "gbp"];

test.each([
  [undefined, null, "usd"],
  [undefined, "en-US,en;q=0.9", "usd"],
  [undefined, "en", "usd"],
  [undefined, "en-GB,en;q=0.5", "gbp"],
  [undefined, "de", "eur"],
  [undefined, "fr-FR;q=0.8", "eur"],
  [undefined, "fr-CH", "usd"],
  [undefined, "ja", "usd"],
  [undefined, "*", "usd"],
  [undefined, "not a language", "usd"],
  ["gbp", "de-DE", "gbp"],
  ["jpy", "de-DE", "eur"],
  ["<b>", null, "usd"],
])("asked for %s by a browser that speaks %s: %s", (wanted, language, currency) => {
  expect(chosenCurrency(OFFERED, wanted, language)).toBe(currency);
});

test("a price list in one currency has that", () => expect(chosenCurrency(["jpy"], "usd", "en")).toBe("jpy"));
