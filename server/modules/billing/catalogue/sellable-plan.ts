import type { Ctx } from "#server/kernel/ctx.ts";
import { fieldError } from "#server/kernel/errors.ts";
import { catalogueOf, findPlan } from "./catalogue.ts";
import type { CataloguePlan } from "./catalogue-schema.ts";

/** @throws AppError `invalid_input` at `plan` for one that nobody can buy by themselves */
export function sellablePlan(ctx: Ctx, key: string): CataloguePlan {
  const catalogue = catalogueOf(ctx.ports);
  const plan = findPlan(catalogue, key);
  if (!plan) {
    const known = catalogue.plans.filter(isSold).map((each) => each.key);
    throw fieldError("plan", `There is no plan ${key}. Choose one of: ${known.join(", ")}.`, {
      reason: "no_such_plan",
      known,
    });
  }
  if (plan.isRetired)
    throw fieldError("plan", `${plan.name} is not sold any more.`, { reason: "plan_retired" });
  if (plan.isContactUs)
    throw fieldError("plan", `${plan.name} is agreed in person. Write to us for an offer.`, {
      reason: "contact_us",
    });
  if (plan.prices.length === 0)
    throw fieldError(
      "plan",
      `${plan.name} is free: there is nothing to pay. A paid plan is left by cancelling it.`,
      { reason: "free_plan" },
    );
  return plan;
}

const isSold = (plan: CataloguePlan): boolean =>
  !plan.isRetired && !plan.isContactUs && plan.prices.length > 0;
