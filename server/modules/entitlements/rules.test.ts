import { expect, test } from "vitest";
import { type Catalogue, readCatalogue } from "../billing/index.ts";
import { type Footing, liftsOfLimit } from "./lifts.ts";
import { limitReached } from "./refusals.ts";
import { refusalIn } from "./require-feature.ts";
import { type Override, resolveEntitlements, windowAt } from "./rules.ts";

const NOW = new Date("2026-12-31T23:30:00Z");
const catalogue = readCatalogue("neozork");
const plan = catalogue.plans.find(({ key }) => key === "professional") ?? null;
const ownTerms = (over: Partial<Override>): Override => ({
  kind: "limit",
  key: "strategies",
  window: "none",
  value: null,
  isGranted: null,
  expiresAt: null,
  ...over,
});
const resolve = (...overrides: Override[]) =>
  resolveEntitlements(catalogue, { plan, basis: "subscription", addOns: [] }, overrides, NOW);
const on = (catalogue: Catalogue, key: string): Footing => ({
  catalogue,
  plan: catalogue.plans.find((each) => each.key === key) ?? null,
  basis: "subscription",
  addOns: [],
});
const size = (entitlements: ReturnType<typeof resolve>, meter: string) =>
  entitlements.limits.find((limit) => limit.meter === meter)?.value;

test("a plan's features and limits, by name", () => {
  const entitlements = resolve();
  expect(size(entitlements, "strategies")).toBe(25);
  const granted = entitlements.features.filter(({ isGranted }) => isGranted).map(({ key }) => key);
  expect(granted).toEqual(["paper_trading", "email_support", "live_trading", "chat_support"]);
});

test("without a plan everything that is sold is off", () => {
  const { features, limits } = resolveEntitlements(
    catalogue,
    { plan: null, basis: "none", addOns: [] },
    [],
    NOW,
  );
  expect(features.some(({ isGranted }) => isGranted)).toBe(false);
  expect(limits.every(({ value }) => value === 0)).toBe(true);
});

test("overrides raise, lower and lift, each only its own meter and window, until they expire", () => {
  expect(size(resolve(ownTerms({ value: 40 })), "strategies")).toBe(40);
  expect(size(resolve(ownTerms({ value: 0 })), "strategies")).toBe(0);
  expect(size(resolve(ownTerms({ value: null })), "strategies")).toBeNull();
  expect(size(resolve(ownTerms({ value: 40, window: "day" })), "strategies")).toBe(25);
  expect(size(resolve(ownTerms({ value: 40, expiresAt: NOW })), "strategies")).toBe(25);
  const { features } = resolve(
    ownTerms({ kind: "feature", key: "white_label", isGranted: true }),
    ownTerms({ kind: "feature", key: "live_trading", isGranted: false }),
  );
  expect(features.find(({ key }) => key === "white_label")?.isGranted).toBe(true);
  expect(features.find(({ key }) => key === "live_trading")?.isGranted).toBe(false);
});

test("the plan that lifts a limit is the smallest that allows more; for none it is 403", () => {
  const grant = { meter: "members", window: "none" as const, label: "Users", value: 5 };
  expect(liftsOfLimit(on(catalogue, "professional"), grant, 5).plan?.key).toBe("enterprise");
  expect(liftsOfLimit(on(catalogue, "professional"), grant, 50).plan?.key).toBe("institutional");
  const unliftable = limitReached(
    on(readCatalogue("luno"), "free"),
    { ...grant, meter: "bots", value: 3 },
    null,
    NOW,
  );
  expect(unliftable.code).toBe("payment_required");
  const alone = structuredClone(catalogue);
  alone.plans = alone.plans.slice(0, 1);
  expect(limitReached(on(alone, "starter"), { ...grant, value: 1 }, null, NOW)).toMatchObject({
    code: "forbidden",
  });
});

test("a plan that is not sold any more lifts nothing", () => {
  const grant = { meter: "members", window: "none" as const, label: "Users", value: 5 };
  const retired = structuredClone(catalogue);
  for (const each of retired.plans) each.isRetired = each.key === "enterprise";
  expect(liftsOfLimit(on(retired, "professional"), grant, 5).plan?.key).toBe("institutional");
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

test("add-ons add to the plan by the unit, and switch on what they bring", () => {
  const own = readCatalogue("marque");
  const professional = own.plans.find(({ key }) => key === "professional") ?? null;
  const enterprise = own.plans.find(({ key }) => key === "enterprise") ?? null;
  const bought = (wanted: Record<string, number>) =>
    own.addOns.flatMap((addOn) => (wanted[addOn.key] ? [{ addOn, quantity: wanted[addOn.key] ?? 0 }] : []));
  const entitled = (plan: typeof professional, wanted: Record<string, number>, ...overrides: Override[]) =>
    resolveEntitlements(own, { plan, basis: "subscription", addOns: bought(wanted) }, overrides, NOW);
  const three = entitled(professional, { "extra-bots": 3, "single-sign-on": 1 });
  expect(size(three, "bots")).toBe(80);
  expect(size(three, "members")).toBe(20);
  expect(three.features.find(({ key }) => key === "sso")?.isGranted).toBe(true);
  expect(three.addOns).toEqual([
    { key: "extra-bots", name: "Extra bots", quantity: 3 },
    { key: "single-sign-on", name: "Single sign-on", quantity: 1 },
  ]);
  expect(size(entitled(enterprise, { "extra-bots": 1 }), "strategies")).toBeNull();
  const told = { key: "bots", value: 7 };
  expect(size(entitled(professional, { "extra-bots": 3 }, ownTerms(told)), "bots")).toBe(7);
});

test("a refusal names the add-on too, while there is a subscription that may take more of it", () => {
  const own = readCatalogue("marque");
  const bots = { meter: "bots", window: "none" as const, label: "Bots", value: 50 };
  const sso = (plan: string) => {
    const footing = { plan: own.plans.find(({ key }) => key === plan) ?? null, addOns: [] };
    return refusalIn(resolveEntitlements(own, { ...footing, basis: "subscription" }, [], NOW), "sso");
  };
  const footing = on(own, "professional");
  expect(limitReached(footing, bots, null, NOW)).toMatchObject({
    message: expect.stringContaining("The add-on Extra bots adds some."),
    details: { liftedBy: { key: "enterprise" }, liftedByAddOn: { key: "extra-bots", name: "Extra bots" } },
  });
  expect(sso("professional")).toMatchObject({
    code: "payment_required",
    details: { liftedBy: { key: "enterprise" }, liftedByAddOn: { key: "single-sign-on" } },
  });
  const full = { ...footing, addOns: [{ key: "extra-bots", name: "Extra bots", quantity: 20 }] };
  const others: Footing[] = [
    full,
    { ...footing, basis: "grace" },
    { ...footing, basis: "granted" },
    on(own, "free"),
  ];
  for (const other of others) {
    expect(limitReached(other, bots, null, NOW).details).not.toHaveProperty("liftedByAddOn");
  }
  expect(sso("starter")?.details).not.toHaveProperty("liftedByAddOn");
  const alone = { ...footing, catalogue: { ...own, plans: own.plans.slice(0, 3) } };
  expect(limitReached(alone, bots, null, NOW)).toMatchObject({ code: "payment_required" });
});
