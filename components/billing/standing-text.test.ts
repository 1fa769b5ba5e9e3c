import { describe, expect, it } from "vitest";
import type { BillingState } from "#server/modules/billing/schema.ts";
import { standingText } from "./standing-text.ts";

const SUBSCRIPTION: NonNullable<BillingState["subscription"]> = {
  plan: { key: "pro", name: "Professional" },
  status: "active",
  interval: "month",
  currency: "usd",
  amountMinor: 7999,
  planAmountMinor: 7999,
  currentPeriodEnd: "2026-03-01T00:00:00.000Z",
  trialEnd: null,
  cancelAt: null,
  endedAt: null,
  scheduled: null,
  isChangePending: false,
};

const state = (change: Partial<BillingState>): BillingState => ({
  plan: null,
  basis: "none",
  until: null,
  subscription: null,
  currency: null,
  canStartCheckout: true,
  canOpenPortal: false,
  isTrialAvailable: true,
  ...change,
});

const subscribed = (change: Partial<typeof SUBSCRIPTION>) =>
  standingText(state({ basis: "subscription", subscription: { ...SUBSCRIPTION, ...change } }));

describe("standingText", () => {
  it("says of what is paused that nothing is charged, whatever the workspace stands on meanwhile", () => {
    const subscription = { ...SUBSCRIPTION, status: "paused" as const };
    for (const basis of ["default_plan", "none"] as const) {
      expect(standingText(state({ basis, subscription }))).toEqual({
        badge: "Paused",
        tone: "warning",
        sentence: "Professional is paused and nothing is charged. Resume it, and a new period begins.",
      });
    }
    expect(standingText(state({ basis: "granted", subscription })).badge).toBe("Agreed");
  });

  it("says what a running subscription costs and when it renews", () => {
    expect(subscribed({})).toMatchObject({
      badge: "Active",
      sentence: "$79.99 per month, renews on 01 Mar 2026.",
    });
    expect(subscribed({ amountMinor: 9499 }).sentence).toBe(
      "$94.99 per month with add-ons, renews on 01 Mar 2026.",
    );
  });

  it("says when a trial turns into a payment", () => {
    expect(subscribed({ status: "trialing", trialEnd: "2026-02-08T00:00:00.000Z" }).sentence).toBe(
      "Free until 08 Feb 2026, then $79.99 per month.",
    );
  });

  it("says until when a cancelled subscription runs, even in its trial", () => {
    expect(subscribed({ status: "trialing", cancelAt: "2026-02-08T00:00:00.000Z" })).toMatchObject({
      badge: "Ending",
      tone: "warning",
    });
  });

  it("warns of a failed payment with the last day", () => {
    const text = standingText(
      state({ basis: "grace", until: "2026-03-08T00:00:00.000Z", subscription: SUBSCRIPTION }),
    );
    expect(text).toMatchObject({ tone: "negative" });
    expect(text.sentence).toContain("08 Mar 2026");
  });

  it("promises that data is kept when no plan is left", () => {
    expect(standingText(state({})).sentence).toContain("data is kept");
  });
});
