import type { SystemDb } from "#server/kernel/ctx.ts";
import { fieldError } from "#server/kernel/errors.ts";
import { findPlan } from "./catalogue/catalogue.ts";
import type { Catalogue } from "./catalogue/catalogue-schema.ts";

/** @throws AppError `invalid_input` at `plan_type`, naming the plans there are */
export function requirePlan(catalogue: Catalogue, key: string): void {
  if (findPlan(catalogue, key)) return;
  const known = catalogue.plans.map((plan) => plan.key);
  throw fieldError("plan_type", `There is no plan ${key}. Choose one of: ${known.join(", ")}.`, {
    reason: "no_such_plan",
    known,
  });
}

/** Gives a tenant a plan without Stripe; null takes it away. */
export async function setPlanGrant(
  db: SystemDb,
  tenantId: string,
  plan: string | null,
  createdAt: Date,
): Promise<void> {
  await db.planGrant.deleteMany({ where: { tenantId } });
  if (plan) await db.planGrant.create({ data: { tenantId, plan, createdAt }, select: { plan: true } });
}

export async function findPlanGrant(db: SystemDb, tenantId: string): Promise<string | null> {
  const row = await db.planGrant.findUnique({ where: { tenantId }, select: { plan: true } });
  return row?.plan ?? null;
}
