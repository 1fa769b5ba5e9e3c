import type { SystemDb } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import {
  type Catalogue,
  type CataloguePlan,
  listAddOnUses,
  listPlanUses,
  type PlanUse,
} from "../../billing/index.ts";
import { listTermUses } from "../../entitlements/index.ts";
import { slugsOf } from "../tenant-store.ts";

const MAX_NAMED = 10;

/** What a new version leaves out, and the plans and terms that hang on it. */
interface Dropped {
  what: "plan" | "meter" | "feature" | "addOn";
  key: string;
  window?: string;
  plans: string[];
}

/**
 * Passes when nobody stands on what `next` leaves out: a plan by subscription, checkout or grant; a meter or feature by
 * one of those plans that limits or includes it, or by a tenant's own terms; an add-on by whoever has some.
 * @throws AppError `conflict`, `catalogue_in_use`, naming each thing, how many stand on it and some of them by slug
 */
export async function requireUnused(db: SystemDb, now: Catalogue, next: Catalogue): Promise<void> {
  const dropped = droppedFrom(now, next);
  if (dropped.length === 0) return;
  const uses = await listPlanUses(db, [...new Set(dropped.flatMap(({ plans }) => plans))]);
  const terms = await listTermUses(db);
  const inUse = [];
  for (const { plans, ...thing } of dropped) {
    const byPlan = uses.filter(({ plan }) => plans.includes(plan));
    const own = terms.filter(
      (term) =>
        term.key === thing.key &&
        ((thing.what === "feature" && term.kind === "feature") ||
          (thing.what === "meter" && term.window === thing.window)),
    );
    const owners = thing.what === "addOn" ? await listAddOnUses(db, thing.key) : [];
    const tenants = [...new Set([...[...byPlan, ...own].map(({ tenantId }) => tenantId), ...owners])];
    if (tenants.length === 0) continue;
    const tenantsNamed = await slugsOf(db, tenants.slice(0, MAX_NAMED));
    inUse.push({ ...thing, ...countsOf(byPlan), overrides: own.length, tenants: tenantsNamed });
  }
  if (inUse.length === 0) return;
  const names = inUse.map(({ what, key, tenants }) => `the ${what} ${key} (${tenants.join(", ")})`);
  throw new AppError(
    "conflict",
    `Tenants still stand on ${names.join("; ")}. Keep it; what is no longer sold is marked isRetired.`,
    { reason: "catalogue_in_use", inUse },
  );
}

function droppedFrom(now: Catalogue, next: Catalogue): Dropped[] {
  const keysOf = (plans: readonly CataloguePlan[]) => plans.map(({ key }) => key);
  const limited = (meter: string, window: string) =>
    now.plans.filter(({ limits }) =>
      limits.some((limit) => limit.meter === meter && limit.window === window && limit.value !== null),
    );
  return [
    ...now.plans
      .filter(({ key }) => !keysOf(next.plans).includes(key))
      .map(({ key }) => ({ what: "plan" as const, key, plans: [key] })),
    ...now.meters
      .filter(({ key, window }) => !next.meters.some((one) => one.key === key && one.window === window))
      .map(({ key, window }) => ({
        what: "meter" as const,
        key,
        window,
        plans: keysOf(limited(key, window)),
      })),
    ...now.features
      .filter(({ key }) => !next.features.some((one) => one.key === key))
      .map(({ key }) => ({
        what: "feature" as const,
        key,
        plans: keysOf(now.plans.filter(({ features }) => features.includes(key))),
      })),
    ...now.addOns
      .filter(({ key }) => !next.addOns.some((one) => one.key === key))
      .map(({ key }) => ({ what: "addOn" as const, key, plans: [] })),
  ];
}

const countsOf = (uses: readonly PlanUse[]) => ({
  subscriptions: uses.filter(({ by }) => by === "subscription").length,
  checkouts: uses.filter(({ by }) => by === "checkout").length,
  grants: uses.filter(({ by }) => by === "grant").length,
});
