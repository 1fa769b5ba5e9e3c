import type { AddOn, Catalogue, CataloguePlan } from "../billing/index.ts";
import type { Entitlements } from "./schema.ts";

type Grant = Entitlements["limits"][number];

/** What a tenant stands on, and what there is to buy. */
export type Footing = Pick<Entitlements, "plan" | "basis" | "addOns"> & { catalogue: Catalogue };

export interface Lifts {
  plan: CataloguePlan | undefined;
  addOn: AddOn | undefined;
}

/** What would allow more than `size`: the smallest other plan, and an add-on to this one. */
export const liftsOfLimit = (footing: Footing, limit: Grant, size: number): Lifts => ({
  plan: planAbove(footing, limit, size),
  addOn: addOnThat(footing, ({ limits }) =>
    limits.some(({ meter, window }) => meter === limit.meter && window === limit.window),
  ),
});

/** What would switch the feature on. */
export const liftsOfFeature = (footing: Footing, feature: string): Lifts => ({
  plan: offered(footing.catalogue).find((plan) => plan.features.includes(feature)),
  addOn: addOnThat(footing, ({ features }) => features.includes(feature)),
});

const nameOf = (sold: CataloguePlan | AddOn | undefined) =>
  sold ? { key: sold.key, name: sold.name } : null;

export const namedLifts = ({ plan, addOn }: Lifts) => ({
  liftedBy: nameOf(plan),
  liftedByAddOn: nameOf(addOn),
});

/** For the details of a refusal, which leave out what there is not. */
export const liftDetails = ({ liftedBy, liftedByAddOn }: ReturnType<typeof namedLifts>) => ({
  ...(liftedBy ? { liftedBy } : {}),
  ...(liftedByAddOn ? { liftedByAddOn } : {}),
});

/** Plans that can still be had, from small to large as they are listed. */
export const offered = ({ plans }: Catalogue): CataloguePlan[] => plans.filter(({ isRetired }) => !isRetired);

/** The plan in force is no way out, even where the tenant's own terms allow less than it. */
function planAbove({ catalogue, plan }: Footing, limit: Grant, size: number): CataloguePlan | undefined {
  return offered(catalogue)
    .filter(({ key }) => key !== plan?.key)
    .find(({ limits }) =>
      limits.some(
        ({ meter, window, value }) =>
          meter === limit.meter && window === limit.window && (value === null || value > size),
      ),
    );
}

/** The smallest plan that may call the API faster. */
export function fasterPlan(catalogue: Catalogue, requestsPerMinute: number): CataloguePlan | undefined {
  return offered(catalogue).find((plan) => plan.requestsPerMinute > requestsPerMinute);
}

/** The first that the tenant could take now: it needs a subscription to be on, and less than all of it. */
function addOnThat(
  { catalogue, plan, basis, addOns }: Footing,
  gives: (addOn: AddOn) => boolean,
): AddOn | undefined {
  if (basis !== "subscription" || !plan) return undefined;
  const owned = (key: string) => addOns.find((each) => each.key === key)?.quantity ?? 0;
  return catalogue.addOns.find(
    (addOn) =>
      !addOn.isRetired &&
      addOn.plans.includes(plan.key) &&
      owned(addOn.key) < addOn.maxQuantity &&
      gives(addOn),
  );
}
