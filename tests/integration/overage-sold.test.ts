import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Ctx } from "#server/kernel/ctx.ts";
import { catalogueOf } from "#server/modules/billing/index.ts";
import { getUsageSettings, reportOverage, spend, updateUsageSettings } from "#server/modules/usage/index.ts";
import { type BillingHarness, openBilling } from "#tests/support/billing.ts";
import { planOf, publish } from "#tests/support/catalogue.ts";
import type { MintedTenant } from "#tests/support/harness.ts";

const DAY_MS = 86_400_000;
let billing: BillingHarness;
beforeAll(async () => {
  billing = await openBilling();
});
afterAll(() => billing.close());

const switchOn = (ctx: Ctx, spendCapMinor: number | null) =>
  updateUsageSettings.call(ctx, { thresholds: [100], isMailed: true, isOverageOn: true, spendCapMinor });
const backtests = (ctx: Ctx, count: number) => spend(ctx, { amounts: { backtests: count }, source: "test" });
const overage = async (ctx: Ctx) => (await getUsageSettings.call(ctx, {})).overage;

async function payer(): Promise<MintedTenant> {
  const tenant = await billing.mintTenant();
  await billing.checkout(tenant, "starter");
  await billing.settle();
  billing.clock.advance(15 * DAY_MS);
  await billing.settle();
  return tenant;
}

it("use beyond the plan costs what it was sold at: on the screen, under the cap and on the invoice", async () => {
  const old = await payer();
  await switchOn(old.ctx(), 50);
  await billing.settle();
  await publish(billing.ports, (next) => {
    for (const each of planOf(next, "starter").overage)
      for (const { tiers } of each.prices)
        for (const tier of tiers) if (each.meter === "backtests") tier.unitAmount = "25";
  });
  const listed = () => planOf(catalogueOf(billing.ports), "starter").overage;
  await vi.waitFor(() =>
    expect(listed().find(({ meter }) => meter === "backtests")?.prices[0]?.tiers[0]?.unitAmount).toBe("25"),
  );
  const fresh = await payer();
  await switchOn(fresh.ctx(), 50);
  await billing.settle();

  await backtests(old.ctx(), 110);
  expect(await backtests(old.ctx(), 1)).toMatchObject({ status: "refused" });
  expect(await overage(old.ctx())).toMatchObject({ spentMinor: 50 });
  expect(await backtests(fresh.ctx(), 103)).toMatchObject({ status: "refused" });
  expect(await backtests(fresh.ctx(), 102)).toMatchObject({ status: "recorded" });
  expect(await overage(fresh.ctx())).toMatchObject({ spentMinor: 50 });

  await reportOverage.run(billing.ports, new AbortController().signal);
  billing.clock.advance(31 * DAY_MS);
  await billing.settle();
  for (const { ctx } of [old, fresh]) {
    const { id: subscription } = await ctx().db.subscription.findFirstOrThrow();
    const { data } = await billing.ports.stripe.client.invoices.list({ subscription, limit: 1 });
    expect(data[0]?.total).toBe(2900 + 50);
  }
});
