import { expect, test } from "vitest";
import { readCatalogue } from "../billing/index.ts";
import { limitReached } from "./refusals.ts";
import { type Override, planAbove, resolveEntitlements, windowAt } from "./rules.ts";

const NOW = new Date("2026-12-31T23:30:00Z");
const catalogue = readCatalogue("neozork");
const plan = catalogue.plans.find(({ key }) => key === "professional") ?? null;
const own = (over: Partial<Override>): Override => ({
  kind: "limit",
  key: "strategies",
  window: "none",
  value: null,
  isGranted: null,
  expiresAt: null,
  ...over,
});
const resolve = (...overrides: Override[]) =>
  resolveEntitlements(catalogue, { plan, basis: "subscription" }, overrides, NOW);
const size = (entitlements: ReturnType<typeof resolve>, meter: string) =>
  entitlements.limits.find((limit) => limit.meter === meter)?.value;

test("a plan's features and limits, by name", () => {
  const entitlements = resolve();
  expect(size(entitlements, "strategies")).toBe(25);
  const granted = entitlements.features.filter(({ isGranted }) => isGranted).map(({ key }) => key);
  expect(granted).toEqual(["paper_trading", "email_support", "live_trading", "chat_support"]);
});

test("without a plan everything that is sold is off", () => {
  const { features, limits } = resolveEntitlements(catalogue, { plan: null, basis: "none" }, [], NOW);
  expect(features.some(({ isGranted }) => isGranted)).toBe(false);
  expect(limits.every(({ value }) => value === 0)).toBe(true);
});

test("overrides raise, lower and lift, each only its own meter and window, until they expire", () => {
  expect(size(resolve(own({ value: 40 })), "strategies")).toBe(40);
  expect(size(resolve(own({ value: 0 })), "strategies")).toBe(0);
  expect(size(resolve(own({ value: null })), "strategies")).toBeNull();
  expect(size(resolve(own({ value: 40, window: "day" })), "strategies")).toBe(25);
  expect(size(resolve(own({ value: 40, expiresAt: NOW })), "strategies")).toBe(25);
  const { features } = resolve(
    own({ kind: "feature", key: "white_label", isGranted: true }),
    own({ kind: "feature", key: "live_trading", isGranted: false }),
  );
  expect(features.find(({ key }) => key === "white_label")?.isGranted).toBe(true);
  expect(features.find(({ key }) => key === "live_trading")?.isGranted).toBe(false);
});

test("the plan that lifts a limit is the smallest that allows more; for none it is 403", () => {
  const grant = { meter: "members", window: "none" as const, label: "Users", value: 5 };
  expect(planAbove(catalogue, grant, 5)?.key).toBe("enterprise");
  expect(planAbove(catalogue, grant, 50)?.key).toBe("institutional");
  const unliftable = limitReached(
    readCatalogue("luno"),
    "Free",
    { ...grant, meter: "bots", value: 3 },
    null,
    NOW,
  );
  expect(unliftable.code).toBe("payment_required");
  const alone = structuredClone(catalogue);
  alone.plans = alone.plans.slice(0, 1);
  expect(limitReached(alone, "Starter", { ...grant, value: 1 }, null, NOW)).toMatchObject({
    code: "forbidden",
  });
});

test("a plan that is not sold any more lifts nothing", () => {
  const grant = { meter: "members", window: "none" as const, label: "Users", value: 5 };
  const retired = structuredClone(catalogue);
  for (const each of retired.plans) each.isRetired = each.key === "enterprise";
  expect(planAbove(retired, grant, 5)?.key).toBe("institutional");
});

test("windows are calendar windows in UTC", () => {
  expect(windowAt("none", NOW)).toBeNull();
  expect(windowAt("hour", NOW)?.end.toISOString()).toBe("2027-01-01T00:00:00.000Z");
  expect(windowAt("day", NOW)?.start.toISOString()).toBe("2026-12-31T00:00:00.000Z");
  expect(windowAt("month", NOW)).toEqual({
    start: new Date("2026-12-01T00:00:00Z"),
    end: new Date("2027-01-01T00:00:00Z"),
  });
});
