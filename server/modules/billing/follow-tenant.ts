import type Stripe from "stripe";
import type { Subscriber } from "#server/kernel/background.ts";
import type { Ctx } from "#server/kernel/ctx.ts";
import { readLife } from "../tenancy/index.ts";
import { findCustomer } from "./store.ts";
import { syncSubscriptions, workerCtx } from "./sync-subscriptions.ts";

const MARK = "marque_closed";
const LIVE_STATUSES: readonly string[] = ["trialing", "active", "past_due", "unpaid", "incomplete", "paused"];

/**
 * A closed tenant's subscription ends: with the period where it is paid for, at once where it is owed for. Restoring in
 * time lets it run on, unless a person had ended it before. Acts on the state that is, whatever order news comes in.
 */
export const followTenant: Subscriber = {
  name: "subscription-follows-tenant",
  events: ["tenant.closed", "tenant.restored"],
  retryLimit: 16,
  async run(ports, event) {
    const ctx = await workerCtx(ports, event.tenantId);
    const customer = ctx && (await findCustomer(ctx.db));
    const life = ctx && (await readLife(ctx.db, event.tenantId));
    if (!ctx || !customer || !life) return;
    const isOpen = life.status === "active" || life.status === "suspended";
    const { subscriptions } = ports.stripe.client;
    const found = await subscriptions
      .list({ customer, status: "all", limit: 100 })
      .autoPagingToArray({ limit: 100 });
    for (const subscription of found.filter(({ status }) => LIVE_STATUSES.includes(status))) {
      await (isOpen ? runOn(ctx, subscription) : end(ctx, subscription));
    }
    await syncSubscriptions(ctx);
  },
};

async function end({ ports }: Ctx, { id, status, cancel_at_period_end }: Stripe.Subscription): Promise<void> {
  const { subscriptions } = ports.stripe.client;
  if (status !== "trialing" && status !== "active") await subscriptions.cancel(id);
  else if (!cancel_at_period_end) {
    await subscriptions.update(id, { cancel_at_period_end: true, metadata: { [MARK]: "true" } });
  }
}

async function runOn({ ports }: Ctx, { id, metadata }: Stripe.Subscription): Promise<void> {
  if (metadata[MARK] !== "true") return;
  await ports.stripe.client.subscriptions.update(id, {
    cancel_at_period_end: false,
    metadata: { [MARK]: "" },
  });
}
