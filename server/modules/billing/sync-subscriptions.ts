import type Stripe from "stripe";
import type { Ctx, DomainEvent, Ports } from "#server/kernel/ctx.ts";
import { tenantCtx } from "../audit/index.ts";
import { resolveTenant } from "../tenancy/index.ts";
import { owedSince } from "./arrears/owed-since.ts";
import { catalogueOf } from "./catalogue/catalogue.ts";
import { type SubscriptionRow, standingOf } from "./rules.ts";
import { soldOverage } from "./sold-overage.ts";
import {
  claimTicket,
  issueTicket,
  listSubscriptions,
  readFacts,
  setTrialUsed,
  upsertSubscription,
} from "./store.ts";
import { projectSubscription, SUBSCRIPTION_PARTS } from "./subscription-projection.ts";

const MAX_SUBSCRIPTIONS = 1000;

/** What Stripe said, and when it was asked: tickets are drawn before asking and grow. */
export interface Reading {
  ticket: number;
  subscriptions: SubscriptionRow[];
}

/**
 * Asks Stripe for the tenant's subscriptions as they are now. Never inside a transaction.
 * @returns null when the tenant has no customer
 */
export async function readSubscriptions(ctx: Ctx): Promise<Reading | null> {
  const issued = await issueTicket(ctx.db);
  if (!issued) return null;
  const { client } = ctx.ports.stripe;
  const found = await client.subscriptions
    .list({
      customer: issued.customer,
      status: "all",
      limit: 100,
      expand: SUBSCRIPTION_PARTS.map((part) => `data.${part}`),
    })
    .autoPagingToArray({ limit: MAX_SUBSCRIPTIONS });
  const { key } = catalogueOf(ctx.ports);
  const rows = found.map(async (one) => ({
    ...(await dated(client, projectSubscription(one, key))),
    overage: await soldOverage(client, one),
  }));
  return { ticket: issued.ticket, subscriptions: await Promise.all(rows) };
}

const dated = async (stripe: Stripe, row: SubscriptionRow): Promise<SubscriptionRow> =>
  row.status === "past_due"
    ? { ...row, pastDueSince: (await owedSince(stripe, row.id)) ?? row.pastDueSince }
    : row;

export interface Written {
  before: SubscriptionRow[];
  after: SubscriptionRow[];
  events: DomainEvent[];
}

/**
 * Writes a reading inside the caller's transaction, unless a later one was written already. Whoever draws the highest
 * ticket asked Stripe after the last change, so what stays is the final state, in whatever order readings arrive.
 */
export async function writeSubscriptions(ctx: Ctx, { ticket, subscriptions }: Reading): Promise<Written> {
  const isNewest = await claimTicket(ctx.db, ticket);
  const before = await listSubscriptions(ctx.db);
  if (!isNewest) return { before, after: before, events: [] };
  for (const row of subscriptions) await upsertSubscription(ctx.db, ctx.tenant.id, row);
  if (subscriptions.some(({ trialEnd }) => trialEnd)) await setTrialUsed(ctx.db, ctx.now());
  const facts = await readFacts(ctx.db);
  const after = [...facts.subscriptions];
  if (JSON.stringify(before) === JSON.stringify(after)) return { before, after, events: [] };
  const { plan, basis } = standingOf(catalogueOf(ctx.ports), facts, ctx.now());
  const event = {
    type: "subscription.changed",
    plan: plan?.key ?? null,
    basis,
    status: after[0]?.status ?? null,
  };
  return { before, after, events: [event] };
}

/** Brings our rows up to Stripe's state; tells of it only when something changed. */
export async function syncSubscriptions(ctx: Ctx): Promise<void> {
  const reading = await readSubscriptions(ctx);
  if (!reading) return;
  await ctx.transaction(async (tx) => {
    const { before, after, events } = await writeSubscriptions(tx.ctx, reading);
    if (events.length === 0) return;
    await tx.recordAudit("subscription.sync", { entityId: after[0]?.id ?? ctx.tenant.id, before, after });
    await tx.emit(events);
  });
}

/** The tenant as the worker sees it; null when it is gone. */
export async function workerCtx(ports: Ports, tenantId: string): Promise<Ctx | null> {
  const tenant = await resolveTenant(ports, { id: tenantId });
  return tenant && tenantCtx(ports, tenant, { type: "system", process: "billing" });
}
