import { afterAll, beforeAll, expect, it } from "vitest";
import { changePlan, previewChange } from "#server/modules/billing/index.ts";
import { reportOverage, spend, updateUsageSettings } from "#server/modules/usage/index.ts";
import { addOnDesk, ON_PRO, ON_STARTER } from "#tests/support/add-ons.ts";
import { type BillingHarness, openBilling } from "#tests/support/billing.ts";

let billing: BillingHarness;
beforeAll(async () => {
  billing = await openBilling();
});
afterAll(() => billing.close());

it.each([
  ["another plan", ON_PRO],
  ["another interval", { plan: "starter", interval: "year" as const }],
])("%s exchanges add-ons and use beyond the plan in one change, charged as quoted", async (_name, to) => {
  const acme = await billing.mintTenant();
  const desk = addOnDesk(billing, acme);
  await desk.paying("starter");
  await desk.order("extra-bots", 2);
  await updateUsageSettings.call(acme.ctx(), {
    thresholds: [100],
    isMailed: true,
    isOverageOn: true,
    spendCapMinor: null,
  });
  await billing.settle();
  await spend(acme.ctx(), { amounts: { backtests: 120 }, source: "test" });
  await reportOverage.run(billing.ports, new AbortController().signal);
  await desk.pass(3);
  const quote = await previewChange.call(acme.ctx(), to);
  await changePlan.call(acme.ctx(), { ...to, from: ON_STARTER, quotedAt: quote.quotedAt });
  await billing.settle();
  const [invoice] = await desk.invoices();
  expect(invoice).toMatchObject({ status: "paid", totalMinor: quote.dueNowMinor });
  expect(await desk.owned()).toEqual({ "extra-bots": 2 });
  const { data } = await billing.ports.stripe.client.subscriptions.list({ customer: await desk.customer() });
  const prices = data[0]?.items.data.map(({ price }) => price) ?? [];
  expect(new Set(prices.map(({ id }) => id)).size).toBe(prices.length);
  const interval = new Set(prices.map(({ recurring }) => recurring?.interval));
  expect([...interval]).toEqual([to.interval]);
  const [plan] = prices.filter(({ metadata }) => metadata.marque_plan === to.plan);
  const metered = prices.filter(({ metadata }) => metadata.marque_overage);
  expect(metered.length).toBeGreaterThan(0);
  for (const { product } of metered) expect(product).toBe(plan?.product);
});
