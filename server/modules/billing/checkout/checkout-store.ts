import type { TenantDb } from "#server/kernel/ctx.ts";

export interface CheckoutRow {
  id: string;
  stripeId: string;
  plan: string;
  interval: string;
  currency: string;
  returnUrl: string;
  /** Stripe's page; null where its form is on a page of ours. */
  url: string | null;
  expiresAt: Date;
}

/** The newest checkout of the tenant, whatever became of it. */
export async function latestCheckout(db: TenantDb): Promise<(CheckoutRow & { status: string }) | null> {
  return db.checkoutSession.findFirst({ orderBy: { id: "desc" }, omit: { tenantId: true, createdAt: true } });
}

/** Stripe's id of this checkout of the tenant, of its newest when none is named; null for one that is not its own. */
export async function findCheckout(db: TenantDb, stripeId?: string): Promise<string | null> {
  const row = await db.checkoutSession.findFirst({
    where: stripeId === undefined ? {} : { stripeId },
    orderBy: { id: "desc" },
    select: { stripeId: true },
  });
  return row?.stripeId ?? null;
}

export async function openCheckouts(db: TenantDb): Promise<{ id: string; stripeId: string }[]> {
  return db.checkoutSession.findMany({ where: { status: "open" }, select: { id: true, stripeId: true } });
}

/** Adds a checkout and closes the others, so that at most one is open. @returns false when it is already there */
export async function insertCheckout(db: TenantDb, row: CheckoutRow, now: Date): Promise<boolean> {
  const { count } = await db.checkoutSession.createMany({
    data: [{ ...row, createdAt: now }],
    skipDuplicates: true,
  });
  await db.checkoutSession.updateMany({
    where: { status: "open", stripeId: { not: row.stripeId } },
    data: { status: "expired" },
  });
  return count === 1;
}

export async function setCheckoutStatus(
  db: TenantDb,
  stripeId: string,
  status: "complete" | "expired",
): Promise<void> {
  await db.checkoutSession.updateMany({ where: { stripeId }, data: { status } });
}
