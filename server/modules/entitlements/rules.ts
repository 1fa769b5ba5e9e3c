import type { Catalogue, CataloguePlan, LimitWindow, Standing } from "../billing/index.ts";
import { CAPABILITIES, CAPABILITY_NAMES, type Capability } from "./capabilities.ts";
import { type Footing, liftsOfFeature, namedLifts, offered } from "./lifts.ts";
import type { Entitlements } from "./schema.ts";

/** One tenant's own terms, beside its plan. */
export interface Override {
  kind: "feature" | "limit";
  key: string;
  window: LimitWindow;
  value: number | null;
  isGranted: boolean | null;
  expiresAt: Date | null;
}

export type Grant = Entitlements["limits"][number];

/** A minute: enough to read what is there and to pay. */
const REQUESTS_WITHOUT_PLAN = 30;

/** Plan, add-ons and overrides together; an override has the last word. Without a plan every declared feature is off and every declared limit 0. */
export function resolveEntitlements(
  catalogue: Catalogue,
  { plan, basis, addOns }: Pick<Standing, "plan" | "basis" | "addOns">,
  overrides: readonly Override[],
  now: Date,
): Entitlements {
  const valid = overrides.filter(({ expiresAt }) => !expiresAt || now < expiresAt);
  const features = catalogue.features.map(({ key, label }) => {
    const own = valid.find((override) => override.kind === "feature" && override.key === key);
    const isSold = [plan, ...addOns.map(({ addOn }) => addOn)].some((each) => each?.features.includes(key));
    return { key, label, isGranted: own?.isGranted ?? isSold };
  });
  const owned = addOns.map(({ addOn: { key, name }, quantity }) => ({ key, name, quantity }));
  const standing = { plan: plan && { key: plan.key, name: plan.name }, basis, addOns: owned };
  return {
    ...standing,
    features,
    capabilities: CAPABILITY_NAMES.map((key) => capability({ catalogue, ...standing }, features, key)),
    limits: catalogue.meters.map(({ key, window, label, unit }) => {
      const own = valid.find(
        (override) => override.kind === "limit" && override.key === key && override.window === window,
      );
      const value = own ? own.value : withAddOns(limitOf(plan, key, window), addOns, key, window);
      return { meter: key, window, label, value, ...(unit ? { unit } : {}) };
    }),
    requestsPerMinute:
      valid.find(({ kind, key }) => kind === "limit" && key === "requests_per_minute")?.value ??
      plan?.requestsPerMinute ??
      REQUESTS_WITHOUT_PLAN,
  };
}

/** The first of its features that the price list declares decides; where it declares none, any plan will do. */
function capability(
  footing: Footing,
  features: Entitlements["features"],
  key: Capability,
): Entitlements["capabilities"][number] {
  const { features: sellers, label } = CAPABILITIES[key];
  const sold = sellers.flatMap((seller) => features.find((feature) => feature.key === seller) ?? [])[0];
  const lifts = sold
    ? liftsOfFeature(footing, sold.key)
    : { plan: offered(footing.catalogue)[0], addOn: undefined };
  const isGranted = sold?.isGranted ?? footing.plan !== null;
  return {
    key,
    feature: sold?.key ?? key,
    label: sold?.label ?? label,
    isGranted,
    ...namedLifts(isGranted ? { plan: undefined, addOn: undefined } : lifts),
  };
}

function limitOf(plan: CataloguePlan | null, meter: string, window: LimitWindow): number | null {
  if (!plan) return 0;
  const limit = plan.limits.find((each) => each.meter === meter && each.window === window);
  return limit ? limit.value : 0;
}

function withAddOns(
  limit: number | null,
  addOns: Standing["addOns"],
  meter: string,
  window: LimitWindow,
): number | null {
  if (limit === null) return null;
  return addOns
    .flatMap(({ addOn, quantity }) => addOn.limits.map((each) => ({ ...each, quantity })))
    .filter((each) => each.meter === meter && each.window === window)
    .reduce((sum, { value, quantity }) => sum + value * quantity, limit);
}

const HOUR_MS = 3_600_000;

/** The calendar window (UTC) that holds `now`; null for what has no window. */
export function windowAt(window: LimitWindow, now: Date): { start: Date; end: Date } | null {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  switch (window) {
    case "none":
      return null;
    case "hour": {
      const start = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
      return { start: new Date(start), end: new Date(start + HOUR_MS) };
    }
    case "day":
      return { start: new Date(Date.UTC(year, month, day)), end: new Date(Date.UTC(year, month, day + 1)) };
    case "month":
      return { start: new Date(Date.UTC(year, month)), end: new Date(Date.UTC(year, month + 1)) };
    default:
      return window satisfies never;
  }
}
