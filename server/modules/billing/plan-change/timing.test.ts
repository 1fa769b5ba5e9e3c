import { expect, it } from "vitest";
import { readCatalogue } from "../catalogue/catalogue.ts";
import type { BillingInterval } from "../catalogue/catalogue-schema.ts";
import { changeTiming } from "./timing.ts";

const marque = readCatalogue("marque");

it.each<[string, BillingInterval, string, BillingInterval, ReturnType<typeof changeTiming>]>([
  ["starter", "month", "starter", "month", null],
  ["starter", "month", "professional", "month", "now"],
  ["starter", "year", "professional", "month", "now"],
  ["starter", "month", "starter", "year", "now"],
  ["starter", "month", "starter", "quarter", "now"],
  ["starter", "year", "starter", "month", "period_end"],
  ["professional", "month", "starter", "month", "period_end"],
  ["professional", "month", "starter", "year", "period_end"],
])("%s by the %s to %s by the %s: %s", (plan, interval, toPlan, toInterval, timing) => {
  const from = { plan, interval, isTrialing: false };
  expect(changeTiming(marque, from, { plan: toPlan, interval: toInterval })).toBe(timing);
});

it("changes at once in a trial, downwards too", () => {
  const from = { plan: "professional", interval: "month" as const, isTrialing: true };
  expect(changeTiming(marque, from, { plan: "starter", interval: "month" })).toBe("now");
});

it("gives at once what comes after a plan that is not sold any more", () => {
  const from = { plan: null, interval: null, isTrialing: false };
  expect(changeTiming(marque, from, { plan: "starter", interval: "month" })).toBe("now");
});
