import type { SystemDb } from "#server/kernel/ctx.ts";

/** Why a tenant stands on a plan, or soon will. */
export type PlanUse = { tenantId: string; plan: string; by: "subscription" | "checkout" | "grant" };

export const ENDED = ["canceled", "incomplete_expired"];

/** Who stands on one of these plans: by a subscription that is not over or is to come, an open checkout, or a grant. */
export async function listPlanUses(db: SystemDb, plans: readonly string[]): Promise<PlanUse[]> {
  if (plans.length === 0) return [];
  const among = { in: [...plans] };
  const [subscriptions, checkouts, grants] = await Promise.all([
    db.subscription.findMany({
      where: { status: { notIn: ENDED }, OR: [{ plan: among }, { scheduledPlan: among }] },
      select: { tenantId: true, plan: true, scheduledPlan: true },
    }),
    db.checkoutSession.findMany({
      where: { status: "open", plan: among },
      select: { tenantId: true, plan: true },
    }),
    db.planGrant.findMany({ where: { plan: among }, select: { tenantId: true, plan: true } }),
  ]);
  const named = ({ plan }: { plan: string | null }) => plan !== null && plans.includes(plan);
  const uses = (by: PlanUse["by"], rows: readonly { tenantId: string; plan: string | null }[]) =>
    rows.filter(named).map(({ tenantId, plan }) => ({ tenantId, plan: plan ?? "", by }));
  return [
    ...uses("subscription", subscriptions),
    ...uses(
      "subscription",
      subscriptions.map(({ tenantId, scheduledPlan }) => ({ tenantId, plan: scheduledPlan })),
    ),
    ...uses("checkout", checkouts),
    ...uses("grant", grants),
  ];
}
