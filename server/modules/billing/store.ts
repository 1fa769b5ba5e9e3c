import { z } from "zod";
import type { SystemDb, TenantDb } from "#server/kernel/ctx.ts";
import type { BillingFacts, SubscriptionRow } from "./rules.ts";
import { SUBSCRIPTION_STATUSES, SubscribedAddOn, SubscribedOverage } from "./schema.ts";

/** Every fact about one tenant that decides its plan. */
export async function readFacts(db: TenantDb): Promise<BillingFacts> {
  const [tenant, customer, grant, subscriptions] = await Promise.all([
    db.tenant.findFirstOrThrow({ select: { createdAt: true, graceUntil: true } }),
    db.billingCustomer.findFirst({ select: { trialUsedAt: true } }),
    db.planGrant.findFirst({ select: { plan: true } }),
    listSubscriptions(db),
  ]);
  return {
    tenantCreatedAt: tenant.createdAt,
    trialUsedAt: customer?.trialUsedAt ?? null,
    grantedPlan: grant?.plan ?? null,
    graceUntil: tenant.graceUntil,
    subscriptions,
  };
}

/** Latest first. */
export async function listSubscriptions(db: TenantDb): Promise<SubscriptionRow[]> {
  const rows = await db.subscription.findMany({
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    omit: { tenantId: true },
  });
  return rows.map((row) => ({
    ...row,
    status: toStatus(row.status),
    addOns: z.array(SubscribedAddOn).parse(row.addOns),
    overage: z.array(SubscribedOverage).parse(row.overage),
  }));
}

/** An unknown status grants nothing. */
const toStatus = (status: string) => SUBSCRIPTION_STATUSES.find((known) => known === status) ?? "unpaid";

export async function upsertSubscription(
  db: TenantDb,
  tenantId: string,
  row: SubscriptionRow,
): Promise<void> {
  const where = { tenantId_id: { tenantId, id: row.id } };
  const data = { ...row, addOns: [...row.addOns], overage: [...row.overage] };
  await db.subscription.upsert({ where, create: { tenantId, ...data }, update: data, select: { id: true } });
}

export async function findCustomer(db: TenantDb): Promise<string | null> {
  const row = await db.billingCustomer.findFirst({ select: { stripeCustomerId: true } });
  return row?.stripeCustomerId ?? null;
}

/** Binds the tenant to a Stripe customer, once: of two at the same time the first stays. @returns the one that holds */
export async function bindCustomer(db: TenantDb, stripeCustomerId: string, now: Date): Promise<string> {
  await db.billingCustomer.createMany({ data: [{ stripeCustomerId, createdAt: now }], skipDuplicates: true });
  const row = await db.billingCustomer.findFirstOrThrow({ select: { stripeCustomerId: true } });
  return row.stripeCustomerId;
}

export async function findTenantOfCustomer(db: SystemDb, stripeCustomerId: string): Promise<string | null> {
  const row = await db.billingCustomer.findUnique({
    where: { stripeCustomerId },
    select: { tenantId: true },
  });
  return row?.tenantId ?? null;
}

/** Makes other transactions of the tenant's billing wait for the end of this one. */
export async function lockCustomer(db: TenantDb): Promise<void> {
  await db.$queryRaw`select 1 from billing_customer for update`;
}

/** Reserves changing the subscription at Stripe. @returns false while somebody else has it, or without a customer */
export async function claimChange(db: TenantDb, until: Date, now: Date): Promise<boolean> {
  const where = { OR: [{ changingUntil: null }, { changingUntil: { lte: now } }] };
  const { count } = await db.billingCustomer.updateMany({ where, data: { changingUntil: until } });
  return count === 1;
}

/** Gives back what was reserved, unless it has lapsed and somebody else has it. */
export async function releaseChange(db: TenantDb, until: Date): Promise<void> {
  await db.billingCustomer.updateMany({ where: { changingUntil: until }, data: { changingUntil: null } });
}

/** Draws the next ticket for reading Stripe; null when the tenant has no customer. */
export async function issueTicket(db: TenantDb): Promise<{ customer: string; ticket: number } | null> {
  const [row] = await db.billingCustomer.updateManyAndReturn({
    data: { issuedTicket: { increment: 1 } },
    select: { stripeCustomerId: true, issuedTicket: true },
  });
  return row ? { customer: row.stripeCustomerId, ticket: row.issuedTicket } : null;
}

/** Claims the right to write what was read under `ticket`, and keeps others out until the commit. @returns false when a later reading was already written */
export async function claimTicket(db: TenantDb, ticket: number): Promise<boolean> {
  const where = { appliedTicket: { lt: ticket } };
  const { count } = await db.billingCustomer.updateMany({ where, data: { appliedTicket: ticket } });
  return count === 1;
}

/** Grows with every reading that was written. */
export async function readAppliedTicket(db: TenantDb): Promise<number> {
  const row = await db.billingCustomer.findFirst({ select: { appliedTicket: true } });
  return row?.appliedTicket ?? 0;
}

export async function setTrialUsed(db: TenantDb, at: Date): Promise<void> {
  await db.billingCustomer.updateMany({ where: { trialUsedAt: null }, data: { trialUsedAt: at } });
}

/** Tenants who owe for a subscription, or are suspended for one. */
export async function listTenantsInQuestion(db: SystemDb): Promise<string[]> {
  const [owing, suspended] = await Promise.all([
    db.subscription.findMany({
      where: { status: { in: ["past_due", "unpaid"] } },
      distinct: ["tenantId"],
      select: { tenantId: true },
    }),
    db.tenant.findMany({
      where: { status: "suspended", suspendedReason: "unpaid" },
      select: { id: true },
    }),
  ]);
  return [...new Set([...owing.map(({ tenantId }) => tenantId), ...suspended.map(({ id }) => id)])];
}

/** Tenants whose subscription Stripe may still change, or who are at a checkout. */
export async function listTenantsToReconcile(db: SystemDb): Promise<string[]> {
  const [running, paying] = await Promise.all([
    db.subscription.findMany({
      where: { endedAt: null },
      distinct: ["tenantId"],
      select: { tenantId: true },
    }),
    db.checkoutSession.findMany({
      where: { status: "open" },
      distinct: ["tenantId"],
      select: { tenantId: true },
    }),
  ]);
  return [...new Set([...running, ...paying].map(({ tenantId }) => tenantId))];
}
