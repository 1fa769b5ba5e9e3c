import { expect, it, test } from "vitest";
import { capExample, capText, parseCap } from "./cap-amount.ts";

test.each([
  ["", "usd", null],
  ["  ", "usd", null],
  ["0", "usd", 0],
  ["12", "usd", 1200],
  ["12.5", "usd", 1250],
  ["12,50", "usd", 1250],
  ["0.29", "usd", 29],
  ["999999.99", "usd", 99_999_999],
  ["1000000", "usd", undefined],
  ["-1", "usd", undefined],
  ["1e3", "usd", undefined],
  ["1.234", "usd", undefined],
  ["lots", "usd", undefined],
  ["1200", "jpy", 1200],
  ["12.5", "jpy", undefined],
  ["1.234", "kwd", 1234],
  ["1.2345", "kwd", undefined],
] as const)("%j in %s is %j", (text, currency, minor) => expect(parseCap(text, currency)).toBe(minor));

it("writes what it reads", () => {
  for (const currency of ["usd", "jpy", "kwd"]) {
    expect(parseCap(capText(1999, currency), currency)).toBe(1999);
  }
  expect([capText(1999, "usd"), capText(1999, "jpy")]).toEqual(["19.99", "1999"]);
  expect([capExample("usd"), capExample("jpy")]).toEqual(["25 or 25.50", "25"]);
});
