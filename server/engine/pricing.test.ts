import fc from "fast-check";
import { expect, test } from "vitest";
import { buyLimitFill, buyStopFill, NO_FILL, sellLimitFill, sellStopFill } from "./matching.ts";
import { affordableQuantity, roundDown, roundUp } from "./pricing.ts";

test.each([
  [0.3, 0.1, 0.3],
  [0.29999, 0.1, 0.2],
  [1.23456789123, 1e-8, 1.23456789],
  [17, 5, 15],
  [0.7, 1, 0],
  [2.5, 0, 2.5],
])("%d rounded down to steps of %d is %d", (value, step, expected) => {
  expect(roundDown(value, step)).toBe(expected);
});

test("an amount on the step stays where it is, whatever its binary fraction", () => {
  for (const perUnit of [10, 1000, 100_000, 100_000_000]) {
    for (let units = 1; units < 20_000; units++) {
      expect(roundDown(units / perUnit, 1 / perUnit)).toBe(units / perUnit);
      expect(roundUp(units / perUnit, 1 / perUnit)).toBe(units / perUnit);
    }
  }
});

test("rounding up is the mirror of rounding down", () => {
  expect(roundUp(0.21, 0.1)).toBe(0.3);
  expect(roundUp(0.3, 0.1)).toBe(0.3);
  expect(roundUp(11, 5)).toBe(15);
});

test("an affordable amount never costs more than the budget, and one step more would", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 1e7, noNaN: true }),
      fc.double({ min: 0.01, max: 1e5, noNaN: true }),
      fc.double({ min: 0, max: 0.05, noNaN: true }),
      fc.constantFrom(1, 0.1, 0.001, 1e-5),
      (budget, price, fee, step) => {
        const cost = (quantity: number): number => quantity * price * (1 + fee);
        const quantity = affordableQuantity(budget, price, fee, step);
        expect(cost(quantity)).toBeLessThanOrEqual(budget * (1 + 1e-15));
        expect(cost(quantity + step)).toBeGreaterThan(budget * (1 - 1e-12));
      },
    ),
  );
});

test.each([
  ["a sell stop inside the bar fills at the stop", sellStopFill(95, 100, 94), 95],
  ["a sell stop touched fills at the stop", sellStopFill(95, 100, 95), 95],
  ["a sell stop gapped over fills at the open", sellStopFill(95, 90, 88), 90],
  ["a sell stop not reached does not fill", sellStopFill(95, 100, 95.01), NO_FILL],
  ["a sell limit inside the bar fills at the limit", sellLimitFill(105, 100, 106), 105],
  ["a sell limit gapped over fills at the better open", sellLimitFill(105, 110, 112), 110],
  ["a sell limit not reached does not fill", sellLimitFill(105, 100, 104.9), NO_FILL],
  ["a buy stop gapped over fills at the open", buyStopFill(105, 110, 112), 110],
  ["a buy stop inside the bar fills at the stop", buyStopFill(105, 100, 106), 105],
  ["a buy limit gapped over fills at the better open", buyLimitFill(95, 90, 88), 90],
  ["a buy limit inside the bar fills at the limit", buyLimitFill(95, 100, 94), 95],
])("%s", (_, found, expected) => {
  expect(found).toBe(expected);
});
