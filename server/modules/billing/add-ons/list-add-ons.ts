import { query } from "#server/kernel/verb.ts";
import { catalogueOf } from "../catalogue/catalogue.ts";
import type { AddOn } from "../catalogue/catalogue-schema.ts";
import { isLive, type SubscriptionRow } from "../rules.ts";
import { BillingInterval, Nothing } from "../schema.ts";
import { listSubscriptions } from "../store.ts";
import { obstacleOf } from "./obstacle.ts";
import { AddOnList } from "./schema.ts";
import { viewAddOn } from "./view-add-on.ts";

/** What is sold beside the plan, what of it the workspace has, and what a unit costs it. */
export const listAddOns = query({
  verb: "addOn.list",
  permission: "billing:read",
  input: Nothing,
  output: AddOnList,
  async run({ ctx }) {
    const catalogue = catalogueOf(ctx.ports);
    const running = (await listSubscriptions(ctx.db)).find(isLive);
    const basis = running ? basisOf(running) : null;
    const ownedOf = (addOn: AddOn) => running?.addOns.find(({ key }) => key === addOn.key);
    const shown = catalogue.addOns.filter((addOn) => !addOn.isRetired || ownedOf(addOn));
    return {
      obstacle: obstacleOf(running),
      basis,
      addOns: shown.map((addOn) => {
        const owned = ownedOf(addOn);
        return {
          ...viewAddOn(catalogue, addOn),
          quantity: owned?.quantity ?? 0,
          unitAmountMinor: owned?.unitAmountMinor ?? priceOf(addOn, basis),
          isForPlan: basis !== null && !addOn.isRetired && addOn.plans.includes(basis.plan),
        };
      }),
    };
  },
});

type Basis = AddOnList["basis"];

function basisOf({ plan, interval, currency }: SubscriptionRow): Basis {
  const known = BillingInterval.safeParse(interval).data;
  return plan && known ? { plan, interval: known, currency } : null;
}

const priceOf = ({ prices }: AddOn, basis: Basis): number | null =>
  prices.find((each) => each.interval === basis?.interval && each.currency === basis.currency)?.amountMinor ??
  null;
