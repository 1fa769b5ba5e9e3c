import { expect, it } from "vitest";
import { gainsText, unitPriceText } from "./add-on-text.ts";

const limits = [
  { key: "bots", label: "Bots", window: "none" as const, value: 10 },
  { key: "backtests", label: "Backtests", window: "day" as const, value: 600, unit: "a day" },
];
const sso = { key: "sso", label: "Single sign-on" };

it("says what so many units add or take", () => {
  expect(gainsText({ limits, features: [sso] }, 2)).toBe("Bots +20, Backtests +1,200 a day, Single sign-on");
  expect(gainsText({ limits, features: [] }, -1)).toBe("Bots −10, Backtests −600 a day");
  expect(gainsText({ limits: [], features: [sso] }, -1)).toBe("Single sign-on");
});

it("says what a unit costs, and each where there may be several", () => {
  const price = { amountMinor: 1350, currency: "usd", interval: "quarter" };
  expect(unitPriceText(price, 100)).toBe("$13.50 per quarter each");
  expect(unitPriceText(price, 1)).toBe("$13.50 per quarter");
});
