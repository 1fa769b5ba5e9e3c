import { describe, expect, it } from "vitest";
import type { BillingState } from "#server/modules/billing/schema.ts";
import { standingNotice } from "./standing-notice.ts";

const NOW = new Date("2026-02-01T00:00:00.000Z");
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
  plan: { key: "pro", name: "Professional" },
  basis: "subscription",
  until: null,
  subscription: SUBSCRIPTION,
  currency: null,
  canStartCheckout: true,
  canOpenPortal: false,
  isTrialAvailable: true,
  ...change,
});
const notice = (change: Partial<BillingState>, canPay = true) => standingNotice(state(change), NOW, canPay);
const trialing = (trialEnd: string) =>
  notice({ subscription: { ...SUBSCRIPTION, status: "trialing", trialEnd } });

describe("standingNotice", () => {
  it("says nothing of a plan that runs, is free or was agreed", () => {
    expect(notice({})).toBeNull();
    expect(notice({ basis: "default_plan", subscription: null })).toBeNull();
    expect(notice({ basis: "granted", subscription: null })).toBeNull();
    expect(trialing("2026-02-08T00:00:01.000Z")).toBeNull();
  });

  it("counts the last week of a trial, says what comes then, and stays for the last three days", () => {
    expect(trialing("2026-02-08T00:00:00.000Z")).toMatchObject({
      title: "The trial of Professional ends in 7 days",
      text: "It then goes on for $79.99 per month, unless it is cancelled before 08 Feb 2026.",
      tone: "info",
      isDismissible: true,
    });
    expect(trialing("2026-02-04T00:00:00.000Z")).toMatchObject({ tone: "warning", isDismissible: false });
    expect(trialing("2026-02-01T09:00:00.000Z")?.title).toBe("The trial of Professional ends within a day");
    const signUp = { basis: "sign_up_trial" as const, until: "2026-02-03T00:00:00.000Z", subscription: null };
    expect(notice(signUp)).toMatchObject({ action: "Choose a plan" });
    expect(notice(signUp, false)?.text).toBe("Ask an owner or admin of the workspace.");
  });

  it("says until when a failed payment is tolerated, and who can pay it", () => {
    const grace = { basis: "grace" as const, until: "2026-02-08T00:00:00.000Z" };
    expect(notice(grace)).toMatchObject({ action: "Pay now", isDismissible: false });
    expect(notice(grace)?.text).toContain("before 08 Feb 2026");
    expect(notice(grace, false)?.text).toMatch(/^Ask an owner to pay before 08 Feb 2026/);
  });

  it("names the day of a decided end, once for each", () => {
    const ending = (cancelAt: string) => notice({ subscription: { ...SUBSCRIPTION, cancelAt } });
    expect(ending("2026-03-01T00:00:00.000Z")).toMatchObject({
      title: "Professional ends on 01 Mar 2026",
      isDismissible: true,
    });
    expect(ending("2026-03-01T00:00:00.000Z")?.key).not.toBe(ending("2026-04-01T00:00:00.000Z")?.key);
  });

  it("leads who has no plan to the plans", () => {
    expect(notice({ basis: "none", plan: null, subscription: null })).toMatchObject({
      title: "This workspace has no plan",
      isDismissible: false,
    });
  });
});
