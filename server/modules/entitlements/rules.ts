import type { Catalogue, CataloguePlan, LimitWindow, Standing } from "../billing/index.ts";
import { CAPABILITIES, CAPABILITY_NAMES, type Capability } from "./capabilities.ts";
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

/** Plan and overrides together. Without a plan every declared feature is off and every declared limit 0. */
export function resolveEntitlements(
  catalogue: Catalogue,
  { plan, basis }: Pick<Standing, "plan" | "basis">,
  overrides: readonly Override[],
  now: Date,
): Entitlements {
  const valid = overrides.filter(({ expiresAt }) => !expiresAt || now < expiresAt);
  const features = catalogue.features.map(({ key, label }) => {
    const own = valid.find((override) => override.kind === "feature" && override.key === key);
    return { key, label, isGranted: own?.isGranted ?? plan?.features.includes(key) ?? false };
  });
  return {
    plan: plan && { key: plan.key, name: plan.name },
    basis,
    features,
    capabilities: CAPABILITY_NAMES.map((key) => capability(catalogue, features, key, plan !== null)),
    limits: catalogue.meters.map(({ key, window, label, unit }) => {
      const own = valid.find(
        (override) => override.kind === "limit" && override.key === key && override.window === window,
      );
      const value = own ? own.value : limitOf(plan, key, window);
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
  catalogue: Catalogue,
  features: Entitlements["features"],
  key: Capability,
  hasPlan: boolean,
): Entitlements["capabilities"][number] {
  const { features: sellers, label } = CAPABILITIES[key];
  const sold = sellers.flatMap((seller) => features.find((feature) => feature.key === seller) ?? [])[0];
  const lift = sold ? planWithFeature(catalogue, sold.key) : offered(catalogue)[0];
  const isGranted = sold?.isGranted ?? hasPlan;
  return {
    key,
    feature: sold?.key ?? key,
    label: sold?.label ?? label,
    isGranted,
    liftedBy: isGranted || !lift ? null : { key: lift.key, name: lift.name },
  };
}

function limitOf(plan: CataloguePlan | null, meter: string, window: LimitWindow): number | null {
  if (!plan) return 0;
  const limit = plan.limits.find((each) => each.meter === meter && each.window === window);
  return limit ? limit.value : 0;
}

/** Plans that can still be had, from small to large as they are listed. */
const offered = ({ plans }: Catalogue): CataloguePlan[] => plans.filter(({ isRetired }) => !isRetired);

/** The smallest plan that has the feature. */
export function planWithFeature(catalogue: Catalogue, feature: string): CataloguePlan | undefined {
  return offered(catalogue).find((plan) => plan.features.includes(feature));
}

/** The smallest plan that allows more than `size`. */
export function planAbove(
  catalogue: Catalogue,
  { meter, window }: Grant,
  size: number,
): CataloguePlan | undefined {
  return offered(catalogue).find((plan) => {
    const value = limitOf(plan, meter, window);
    return value === null || value > size;
  });
}

/** The smallest plan that may call the API faster. */
export function fasterPlan(catalogue: Catalogue, requestsPerMinute: number): CataloguePlan | undefined {
  return offered(catalogue).find((plan) => plan.requestsPerMinute > requestsPerMinute);
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
