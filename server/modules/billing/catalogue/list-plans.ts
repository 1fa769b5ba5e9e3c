import { platformQuery } from "#server/kernel/verb.ts";
import { Nothing, PlanList } from "../schema.ts";
import { catalogueOf } from "./catalogue.ts";
import { planView } from "./plan-view.ts";

/** The price list, for anyone. */
export const listPlans = platformQuery({
  verb: "plan.list",
  access: "public",
  input: Nothing,
  output: PlanList,
  async run({ ctx }) {
    const catalogue = catalogueOf(ctx.ports);
    return catalogue.plans.filter(({ isRetired }) => !isRetired).map((plan) => planView(catalogue, plan));
  },
});
