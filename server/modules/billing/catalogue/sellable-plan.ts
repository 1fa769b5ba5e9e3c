import type { Ctx } from "#server/kernel/ctx.ts";
import { fieldError } from "#server/kernel/errors.ts";
import { catalogueOf, findPlan } from "./catalogue.ts";
import type { CataloguePlan } from "./catalogue-schema.ts";

/** @throws AppError `invalid_input` at `plan` for one that nobody can buy by themselves */
export function sellablePlan(ctx: Ctx, key: string): CataloguePlan {
  const plan = findPlan(catalogueOf(ctx.ports), key);
  if (!plan) throw fieldError("plan", "There is no such plan.", { reason: "no_such_plan" });
  if (plan.isRetired)
    throw fieldError("plan", `${plan.name} is not sold any more.`, { reason: "plan_retired" });
  if (plan.isContactUs)
    throw fieldError("plan", `${plan.name} is agreed in person.`, { reason: "contact_us" });
  if (plan.prices.length === 0) throw fieldError("plan", `${plan.name} is free.`, { reason: "free_plan" });
  return plan;
}
