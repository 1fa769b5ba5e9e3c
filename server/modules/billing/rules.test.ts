import { describe, expect, test } from "vitest";
import { readCatalogue } from "./catalogue/catalogue.ts";
import {
  accessOf,
  type BillingFacts,
  checkoutTrial,
  isLive,
  type SubscriptionRow,
  standingOf,
} from "./rules.ts";
import { SUBSCRIPTION_STATUSES, type SubscriptionStatus } from "./schema.ts";

const DAY_MS = 86_400_000;
const NOW = new Date("2026-06-15T12:00:00Z");
const days = (count: number) => new Date(NOW.getTime() + count * DAY_MS);

const row = (status: SubscriptionStatus, over: Partial<SubscriptionRow> = {}): SubscriptionRow => ({
  id: "sub_1",
  plan: "professional",
  interval: "month",
  currency: "usd",
  amountMinor: 9900,
  status,
  currentPeriodStart: days(-10),
  currentPeriodEnd: days(20),
  trialEnd: null,
  cancelAt: null,
  endedAt: null,
  pastDueSince: null,
  startedAt: days(-40),
  scheduledPlan: null,
  scheduledInterval: null,
  scheduledAt: null,
  isChangePending: false,
  addOns: [],
  overage: [],
  ...over,
});
const facts = (subscriptions: SubscriptionRow[], over: Partial<BillingFacts> = {}): BillingFacts => ({
  subscriptions,
  tenantCreatedAt: days(-100),
  trialUsedAt: null,
  grantedPlan: null,
  graceUntil: null,
  ...over,
});
const marque = readCatalogue("marque");
const stands = (...rows: SubscriptionRow[]) => {
  const { plan, basis, until } = standingOf(marque, facts(rows), NOW);
  return [plan?.key ?? null, basis, until];
};

describe("eight statuses", () => {
  const EXPECTED: Record<SubscriptionStatus, [kind: string, isLive: boolean]> = {
    trialing: ["on", true],
    active: ["on", true],
    past_due: ["grace", true],
    incomplete: ["off", true],
    incomplete_expired: ["off", false],
    unpaid: ["off", true],
    canceled: ["off", false],
    paused: ["off", true],
  };
  test.each(SUBSCRIPTION_STATUSES)("%s", (status) => {
    const subscription = row(status, { pastDueSince: days(-1) });
    expect([accessOf(subscription, 7, NOW).kind, isLive(subscription)]).toEqual(EXPECTED[status]);
    const paid = EXPECTED[status][0] !== "off";
    expect(stands(subscription)[0]).toBe(paid ? "professional" : "free");
  });

  test("grace lasts its days from the refused invoice, to the millisecond", () => {
    expect(stands(row("past_due", { pastDueSince: days(-6) }))).toEqual(["professional", "grace", days(1)]);
    expect(stands(row("past_due", { pastDueSince: days(-7) }))[0]).toBe("free");
    expect(stands(row("past_due", { pastDueSince: new Date(days(-7).getTime() + 1) }))[0]).toBe(
      "professional",
    );
  });

  test("a scheduled end changes nothing yet", () => {
    expect(stands(row("active", { cancelAt: days(3) }))).toEqual(["professional", "subscription", days(3)]);
  });
});

test("of several subscriptions the best that is paid counts", () => {
  const rows = [
    row("active", { plan: "starter" }),
    row("active", { plan: "enterprise" }),
    row("unpaid", { plan: "white-label" }),
  ];
  expect(stands(...rows)[0]).toBe("enterprise");
});

test("a price the catalogue never sold opens nothing", () => {
  expect(stands(row("active", { plan: null }))[0]).toBe("free");
  expect(stands(row("active", { plan: "plan-of-another-catalogue" }))[0]).toBe("free");
});

describe("without a default plan", () => {
  const auterity = readCatalogue("auterity");
  const standing = (over: Partial<BillingFacts>, rows: SubscriptionRow[] = []) => {
    const { plan, basis } = standingOf(auterity, facts(rows, over), NOW);
    return [plan?.key ?? null, basis];
  };

  test("the sign-up trial lasts its days, and never comes back after a subscription", () => {
    expect(standing({ tenantCreatedAt: days(-13) })).toEqual(["starter", "sign_up_trial"]);
    expect(standing({ tenantCreatedAt: days(-14) })).toEqual([null, "none"]);
    expect(standing({ tenantCreatedAt: days(-1) }, [row("canceled")])).toEqual([null, "none"]);
  });

  test("a checkout begins with what is left of it", () => {
    const [plan] = auterity.plans;
    const trial = (over: Partial<BillingFacts>) =>
      plan && checkoutTrial(auterity, plan, facts([], over), NOW);
    expect(trial({ tenantCreatedAt: days(-4) })).toEqual({ end: days(10) });
    expect(trial({ tenantCreatedAt: days(-12) })).toBeNull();
    expect(trial({ tenantCreatedAt: days(-4), trialUsedAt: days(-3) })).toBeNull();
  });
});

test("where there is a default plan, a trial comes with the first checkout only", () => {
  const professional = marque.plans.find(({ key }) => key === "professional");
  if (!professional) throw new Error("professional");
  expect(checkoutTrial(marque, professional, facts([]), NOW)).toEqual({ days: 14 });
  expect(checkoutTrial(marque, professional, facts([], { trialUsedAt: days(-300) }), NOW)).toBeNull();
});
