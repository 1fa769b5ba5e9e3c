import { describe, expect, it } from "vitest";
import type { BillingState } from "#server/modules/billing/schema.ts";
import { changeObstacle } from "./change-obstacle.ts";
import { withOwnPrice } from "./own-price.ts";

const SUBSCRIPTION: NonNullable<BillingState["subscription"]> = {
  plan: { key: "pro", name: "Professional" },
  status: "active",
  interval: "month",
  currency: "usd",
  amountMinor: 11_400,
  planAmountMinor: 9_900,
  currentPeriodEnd: "2026-03-01T00:00:00.000Z",
  trialEnd: null,
  cancelAt: null,
  endedAt: null,
  scheduled: null,
  isChangePending: false,
};

const running = (change: Partial<typeof SUBSCRIPTION> = {}): BillingState => ({
  plan: { key: "pro", name: "Professional" },
  basis: "subscription",
  until: null,
  subscription: { ...SUBSCRIPTION, ...change },
  currency: "usd",
  canStartCheckout: false,
  canOpenPortal: true,
  isTrialAvailable: false,
});

describe("what keeps a plan from being changed", () => {
  it("is nothing while it runs, and where a checkout begins anew", () => {
    expect(changeObstacle(running())).toBeNull();
    expect(changeObstacle(running({ status: "past_due" }))).toBeNull();
    expect(changeObstacle({ ...running({ status: "canceled" }), canStartCheckout: true })).toBeNull();
  });

  it("says what comes first", () => {
    expect(changeObstacle({ ...running({ status: "paused" }), basis: "default_plan" })).toMatch(/Resume it/);
    expect(changeObstacle(running({ cancelAt: "2026-03-01T00:00:00.000Z" }))).toMatch(/Keep it/);
    expect(changeObstacle(running({ status: "unpaid" }))).toMatch(/Pay it under Invoices/);
  });
});

describe("the price of the own plan", () => {
  it("is of the plan alone, without the add-ons beside it", () => {
    const plan = {
      key: "pro",
      name: "Professional",
      tagline: "",
      features: [],
      includes: [],
      limits: [],
      prices: [{ interval: "month" as const, currency: "usd", amountMinor: 8_900 }],
      trialDays: 0,
      isHighlighted: false,
      isContactUs: false,
    };
    expect(withOwnPrice(plan, running()).prices).toEqual([
      { interval: "month", currency: "usd", amountMinor: 9_900 },
    ]);
  });
});
