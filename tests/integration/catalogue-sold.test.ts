import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  catalogueOf,
  changePlan,
  getSubscription,
  listInvoices,
  listPlans,
  previewChange,
  previewNextInvoice,
  startCheckout,
} from "#server/modules/billing/index.ts";
import { getEntitlements } from "#server/modules/entitlements/index.ts";
import { type BillingHarness, checkoutInput, openBilling } from "#tests/support/billing.ts";
import { planOf, publish } from "#tests/support/catalogue.ts";
import type { MintedTenant } from "#tests/support/harness.ts";

const DAY_MS = 86_400_000;

const monthly = (plan: string) => ({ plan, interval: "month" as const });
const sizeOf = async ({ ctx }: MintedTenant, wanted: string) =>
  (await getEntitlements.call(ctx(), {})).limits.find(({ meter }) => meter === wanted)?.value;

describe("a plan that gets dearer", () => {
  let billing: BillingHarness;
  let old: MintedTenant;
  let fresh: MintedTenant;
  const sold = async (tenant: MintedTenant) => (await getSubscription.call(tenant.ctx(), {})).subscription;
  const subscribe = async (plan: string) => {
    const tenant = await billing.mintTenant();
    await billing.checkout(tenant, plan);
    await billing.settle();
    return tenant;
  };
  const pass = async (days: number) => {
    billing.sandbox.sandbox.advance(days * DAY_MS);
    billing.clock.advance(0);
    await billing.settle();
  };

  beforeAll(async () => {
    billing = await openBilling();
    old = await subscribe("professional");
    await publish(billing.ports, (next) => {
      const plan = planOf(next, "professional");
      for (const price of plan.prices) if (price.interval === "month") price.amountMinor += 3000;
      for (const limit of plan.limits) if (limit.meter === "bots") limit.value = 60;
    });
    await vi.waitFor(() => {
      const [price] = planOf(catalogueOf(billing.ports), "professional").prices;
      expect(price?.amountMinor).toBe(12_900);
    });
    fresh = await subscribe("professional");
  });
  afterAll(() => billing.close());

  it("stays as dear for who has it, on the screen and on the invoice; who buys now pays what is listed", async () => {
    expect((await sold(old))?.amountMinor).toBe(9900);
    expect((await sold(fresh))?.amountMinor).toBe(12_900);
    expect(await previewNextInvoice.call(old.ctx(), {})).toMatchObject({ dueMinor: 9900 });
    await pass(15);
    const paid = async ({ ctx }: MintedTenant) => (await listInvoices.call(ctx(), {})).invoices[0]?.paidMinor;
    expect([await paid(old), await paid(fresh)]).toEqual([9900, 12_900]);
    await pass(31);
    expect([await paid(old), await paid(fresh)]).toEqual([9900, 12_900]);
    expect((await sold(old))?.amountMinor).toBe(9900);
  });

  it("has its new limits for both", async () => {
    expect([await sizeOf(old, "bots"), await sizeOf(fresh, "bots")]).toEqual([60, 60]);
  });

  it("is sold at the new price to who comes from another plan, and comes back", async () => {
    const other = await subscribe("starter");
    await pass(15);
    const quote = await previewChange.call(other.ctx(), monthly("professional"));
    expect(quote.nextAmountMinor).toBe(12_900);
    await changePlan.call(other.ctx(), { ...monthly("professional"), from: monthly("starter") });
    expect((await sold(other))?.amountMinor).toBe(12_900);
  });

  it("that is retired stays with who has it, and is sold to nobody else", async () => {
    const another = await billing.mintTenant();
    await startCheckout.call(another.ctx(), checkoutInput(another.ctx(), "white-label"));
    const drop = (key: string) =>
      publish(billing.ports, (next) => {
        next.plans = next.plans.filter((plan) => plan.key !== key);
        for (const addOn of next.addOns) addOn.plans = addOn.plans.filter((plan) => plan !== key);
        next.addOns = next.addOns.filter(({ plans }) => plans.length > 0);
      });
    await expect(drop("professional")).rejects.toMatchObject({
      details: { inUse: [{ key: "professional", subscriptions: 3, grants: 0 }] },
    });
    await expect(drop("white-label")).rejects.toMatchObject({
      details: { inUse: [{ key: "white-label", checkouts: 1, tenants: [another.tenant.slug] }] },
    });
    await publish(billing.ports, (next) => Object.assign(planOf(next, "professional"), { isRetired: true }));
    await vi.waitFor(async () => {
      const listed = await listPlans.call(billing.visitor(), {});
      expect(listed.map(({ key }) => key)).not.toContain("professional");
    });
    const buying = startCheckout.call(another.ctx(), checkoutInput(another.ctx(), "professional"));
    await expect(buying).rejects.toMatchObject({
      code: "invalid_input",
      details: { reason: "plan_retired" },
    });
    const starter = await subscribe("starter");
    await expect(previewChange.call(starter.ctx(), monthly("professional"))).rejects.toMatchObject({
      details: { reason: "plan_retired" },
    });
    await pass(31);
    expect(await getSubscription.call(old.ctx(), {})).toMatchObject({
      plan: { key: "professional" },
      subscription: { status: "active", amountMinor: 9900 },
    });
    expect(await sizeOf(old, "bots")).toBe(60);
  });
});

describe("neozork's other price list", () => {
  let billing: BillingHarness;
  beforeAll(async () => {
    billing = await openBilling({ env: { CATALOGUE: "neozork" } });
  });
  afterAll(() => billing.close());

  it("is a version like any other: Professional at $149 and Enterprise at $499 are listed and sold", async () => {
    const amounts = { professional: 14_900, enterprise: 49_900 };
    await publish(billing.ports, (next) => {
      for (const [key, amountMinor] of Object.entries(amounts)) {
        planOf(next, key).prices = [{ interval: "month", currency: "usd", amountMinor }];
      }
    });
    for (const [key, amountMinor] of Object.entries(amounts)) {
      const price = { interval: "month", currency: "usd", amountMinor };
      await vi.waitFor(async () => {
        const listed = await listPlans.call(billing.visitor(), {});
        expect(listed.find((plan) => plan.key === key)?.prices).toEqual([price]);
      });
      const tenant = await billing.mintTenant();
      await billing.checkout(tenant, key);
      await billing.settle();
      expect(await getSubscription.call(tenant.ctx(), {})).toMatchObject({
        plan: { key },
        subscription: { amountMinor, currency: "usd", interval: "month" },
      });
    }
  });
});
