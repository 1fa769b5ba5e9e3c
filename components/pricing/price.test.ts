import { describe, expect, it } from "vitest";
import type { Plan, PlanPrice } from "./plan.ts";
import { bestSaving, priceFor, savingPercent } from "./price.ts";

const usd = (interval: PlanPrice["interval"], amountMinor: number): PlanPrice => ({
  interval,
  currency: "usd",
  amountMinor,
});

const plan = (...prices: PlanPrice[]): Plan => ({
  key: "p",
  name: "P",
  tagline: "",
  prices,
  trialDays: 0,
  features: [],
  includes: [],
  limits: [],
  isContactUs: false,
  isHighlighted: false,
});

describe("prices on the pricing page", () => {
  it("shows the chosen interval, or the shortest there is", () => {
    const both = plan(usd("year", 29_999), usd("month", 2999));
    expect(priceFor(both, { interval: "year", currency: "usd" })?.amountMinor).toBe(29_999);
    expect(priceFor(both, { interval: "quarter", currency: "usd" })?.interval).toBe("month");
    expect(priceFor(plan(), { interval: "month", currency: "usd" })).toBeNull();
  });

  it("shows one currency, and none where the plan is not sold in it", () => {
    const euro: PlanPrice = { interval: "month", currency: "eur", amountMinor: 2700 };
    const both = plan(usd("year", 29_999), usd("month", 2999), euro);
    expect(priceFor(both, { interval: "month", currency: "eur" })).toBe(euro);
    expect(priceFor(both, { interval: "year", currency: "eur" })).toBe(euro);
    expect(priceFor(both, { interval: "month", currency: "gbp" })).toBeNull();
  });

  it("never overstates a saving", () => {
    const both = plan(usd("month", 2999), usd("year", 29_999));
    expect(savingPercent(both, usd("year", 29_999))).toBe(16);
    expect(savingPercent(both, usd("month", 2999))).toBe(0);
    expect(savingPercent(plan(usd("month", 100), usd("year", 1300)), usd("year", 1300))).toBe(0);
  });

  it("does not compare across currencies", () => {
    expect(
      savingPercent(plan(usd("month", 2999)), { interval: "year", currency: "eur", amountMinor: 1 }),
    ).toBe(0);
  });

  it("finds the best saving among plans that have the interval", () => {
    const yearly = { interval: "year", currency: "usd" } as const;
    const plans = [plan(usd("month", 1000), usd("year", 9000)), plan(usd("month", 1000))];
    expect(bestSaving(plans, yearly)).toBe(25);
    expect(bestSaving(plans, { ...yearly, currency: "eur" })).toBe(0);
    expect(bestSaving([plan()], yearly)).toBe(0);
  });
});
