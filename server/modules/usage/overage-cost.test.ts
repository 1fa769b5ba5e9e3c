import { expect, test } from "vitest";
import { overageCost, type Pricing } from "./overage-cost.ts";

const tiers = [
  { upTo: 100, unitAmount: "5" },
  { upTo: 200, unitAmount: "4" },
  { upTo: null, unitAmount: "1.5" },
];
const graduated: Pricing = { mode: "graduated", tiers };
const volume: Pricing = { mode: "volume", tiers };

test.each([
  [graduated, 0, 0],
  [graduated, 1, 5],
  [graduated, 100, 500],
  [graduated, 101, 504],
  [graduated, 200, 900],
  [graduated, 201, 902],
  [graduated, 202, 903],
  [graduated, 1200, 2400],
  [volume, 0, 0],
  [volume, 100, 500],
  [volume, 101, 404],
  [volume, 200, 800],
  [volume, 201, 302],
  [volume, 1000, 1500],
] as const)("%j: %i units cost %i", (pricing, quantity, cost) => {
  expect(overageCost(pricing, quantity)).toBe(cost);
});

test("prices of a fraction of a cent add up without loss", () => {
  const cheap: Pricing = { mode: "graduated", tiers: [{ upTo: null, unitAmount: "0.000000000001" }] };
  expect(overageCost(cheap, 1_000_000_000)).toBe(0);
  const thousandths: Pricing = { mode: "graduated", tiers: [{ upTo: null, unitAmount: "0.02" }] };
  expect(overageCost(thousandths, 24)).toBe(0);
  expect(overageCost(thousandths, 25)).toBe(1);
  expect(overageCost(thousandths, 999_999_999)).toBe(20_000_000);
});
