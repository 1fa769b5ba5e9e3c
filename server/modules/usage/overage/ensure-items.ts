import type { Subscriber } from "#server/kernel/background.ts";
import type { Ctx } from "#server/kernel/ctx.ts";
import { tenantCtx } from "../../audit/index.ts";
import { catalogueOf, type PaidPeriod, readPaidPeriod, syncOveragePrices } from "../../billing/index.ts";
import { resolveTenant } from "../../tenancy/index.ts";
import { readSettings } from "../settings-store.ts";

/**
 * Puts what the plan sells beyond its limits on the subscription, so that Stripe charges for what is reported, and takes
 * off what another plan sold. Calls Stripe; safe to repeat.
 */
export async function ensureOverageItems(
  ctx: Ctx,
  { subscriptionId, plan, interval, currency }: PaidPeriod,
): Promise<void> {
  const { client } = ctx.ports.stripe;
  const terms = { plan, interval, currency };
  const prices = await syncOveragePrices(client, catalogueOf(ctx.ports), terms);
  const { items } = await client.subscriptions.retrieve(subscriptionId);
  const metered = items.data.filter(({ price }) => price.metadata.marque_overage);
  // Whoever has an older price of the same meter keeps it.
  const sold = new Map(metered.map(({ price }) => [price.metadata.marque_overage, price]));
  const missing = [...prices].filter(([meter]) => sold.get(meter)?.product !== productOf(plan, items.data));
  const stale = metered.filter(({ price }) => price.product !== productOf(plan, items.data));
  if (missing.length === 0 && stale.length === 0) return;
  await client.subscriptions.update(subscriptionId, {
    items: [...missing.map(([, price]) => ({ price })), ...stale.map(({ id }) => ({ id, deleted: true }))],
    // Without proration what was used of those that go would never be billed.
    proration_behavior: "create_prorations",
  });
}

/** The product that the subscription's plan is sold as. */
const productOf = (
  { key }: PaidPeriod["plan"],
  items: readonly { price: { product: unknown; metadata: Record<string, string> } }[],
): unknown => items.find(({ price }) => price.metadata.marque_plan === key)?.price.product;

/** A changed plan sells other overage. */
export const followPlan: Subscriber = {
  name: "usage-follow-plan",
  events: ["subscription.changed"],
  async run(ports, event) {
    const tenant = await resolveTenant(ports, { id: event.tenantId });
    if (!tenant) return;
    const ctx = tenantCtx(ports, tenant, { type: "system", process: "usage" });
    if (!(await readSettings(ctx.db)).isOverageOn) return;
    const period = await readPaidPeriod(ctx);
    if (period) await ensureOverageItems(ctx, period);
  },
};
