import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx, Ports } from "#server/kernel/ctx.ts";
import { isAppError } from "#server/kernel/errors.ts";
import {
  type Catalogue,
  type CataloguePlan,
  getSubscription,
  readCatalogue,
  startCheckout,
} from "#server/modules/billing/index.ts";
import { getEntitlements, withinLimit } from "#server/modules/entitlements/index.ts";
import { amendTenant } from "#server/modules/operator/index.ts";
import { spend } from "#server/modules/usage/index.ts";
import { type BillingHarness, checkoutInput, openBilling } from "#tests/support/billing.ts";
import { asOperator } from "#tests/support/catalogue.ts";
import type { MintedTenant } from "#tests/support/harness.ts";
import { restDoor } from "#tests/support/rest.ts";
import { card } from "#tests/support/stripe-sandbox.ts";

type Name = Ports["env"]["CATALOGUE"];
type Limit = CataloguePlan["limits"][number];

/** What there is of these is counted where it is; all others by the ledger. */
const COUNTED_BY_MODULES = new Set(["bots", "pairs", "members", "data_sets"]);

/** The first plan of the list that allows more. */
const lifts = ({ plans }: Catalogue, { meter, window, value }: Limit): string | undefined =>
  plans.find(({ limits }) => {
    const own = limits.find((limit) => limit.meter === meter && limit.window === window);
    return own?.value === null || (own?.value ?? 0) > (value ?? Infinity);
  })?.key;

async function refusalOf(work: () => Promise<unknown>) {
  try {
    await work();
    return null;
  } catch (error) {
    if (isAppError(error)) return { status: error.status, ...error.details };
    throw error;
  }
}

describe.each<Name>(["marque", "tradingbot-pro", "auterity", "luno", "neozork"])("%s", (name) => {
  const catalogue = readCatalogue(name);
  let billing: BillingHarness;
  beforeAll(async () => {
    billing = await openBilling({ env: { CATALOGUE: name } });
  });
  afterAll(() => billing.close());

  it("is listed plan by plan at its prices, for anybody", async () => {
    const { body } = await restDoor(billing.ports)("GET", "/billing/plans");
    const listed = body.map((plan: { key: string; name: string; prices: unknown }) => [
      plan.key,
      plan.name,
      plan.prices,
    ]);
    expect(listed).toEqual(catalogue.plans.map(({ key, name: named, prices }) => [key, named, prices]));
  });

  describe.each(catalogue.plans.map((plan) => [plan.key, plan] as const))("%s", (_key, plan) => {
    let holder: MintedTenant;
    beforeAll(async () => {
      holder = await billing.mintTenant();
      if (plan.prices.length === 0) return;
      await buy(holder, plan.prices[0]);
    });

    async function buy(tenant: MintedTenant, price: CataloguePlan["prices"][number] | undefined) {
      const { interval, currency } = price ?? { interval: "month", currency: "usd" };
      const input = { ...checkoutInput(tenant.ctx(), plan.key), interval, currency };
      const { url } = await startCheckout.call(tenant.ctx(), input);
      await billing.sandbox.submit(new URL(url).pathname, card("4242424242424242"));
      await billing.settle();
    }

    const rights = async ({ ctx }: MintedTenant) => {
      const { plan: standing, features, limits, requestsPerMinute } = await getEntitlements.call(ctx(), {});
      return {
        plan: standing?.key,
        features: features.filter(({ isGranted }) => isGranted).map(({ key }) => key),
        limits: limits.map(({ meter, window, value }) => ({ meter, window, value })),
        requestsPerMinute,
      };
    };
    const sold = {
      plan: plan.key,
      features: catalogue.features.map(({ key }) => key).filter((key) => plan.features.includes(key)),
      limits: catalogue.meters.map(({ key, window }) =>
        plan.limits.find((limit) => limit.meter === key && limit.window === window),
      ),
      requestsPerMinute: plan.requestsPerMinute,
    };

    if (plan.prices.length > 0) {
      it.each(plan.prices)("is bought by the $interval in $currency", async (price) => {
        const tenant = price === plan.prices[0] ? holder : await billing.mintTenant();
        if (tenant !== holder) await buy(tenant, price);
        expect(await getSubscription.call(tenant.ctx(), {})).toMatchObject({
          plan: { key: plan.key },
          subscription: { ...price, status: plan.trialDays > 0 ? "trialing" : "active" },
        });
        expect(await rights(tenant)).toEqual(sold);
      });
    } else {
      it("is not bought, but begun with, or given by the operator", async () => {
        const reason = plan.isContactUs ? "contact_us" : "free_plan";
        await expect(
          startCheckout.call(holder.ctx(), checkoutInput(holder.ctx(), plan.key)),
        ).rejects.toMatchObject({
          code: "invalid_input",
          details: { reason },
        });
        if (plan.isContactUs) {
          const given = { tenant: holder.tenant.slug, plan_type: plan.key };
          await amendTenant.call(asOperator(billing.ports), given);
        }
        expect(await rights(holder)).toEqual(sold);
      });
    }

    it.each(plan.limits)("holds $meter ($window) at $value", async (limit) => {
      const { meter, window, value } = limit;
      const take = COUNTED_BY_MODULES.has(meter) ? takeLast : spendOf;
      if (value === null) {
        expect(await refusalOf(() => take(holder.ctx(), meter, 1_000_000_000))).toBeNull();
        return;
      }
      const liftedBy = lifts(catalogue, limit);
      const status = window === "none" ? (liftedBy ? 402 : 403) : 429;
      const refused = {
        status,
        reason: "limit_reached",
        meter,
        window,
        limit: value,
        ...(liftedBy ? { liftedBy: { key: liftedBy, name: expect.any(String) } } : {}),
        ...(window === "none" ? {} : { resetsAt: expect.any(String) }),
      };
      if (value > 0) expect(await refusalOf(() => take(holder.ctx(), meter, value))).toBeNull();
      const oneMore = take === takeLast ? value + 1 : 1;
      expect(await refusalOf(() => take(holder.ctx(), meter, oneMore))).toMatchObject(refused);
    });
  });
});

/** Uses so much of a meter through the ledger. */
async function spendOf(ctx: Ctx, meter: string, amount: number): Promise<void> {
  const { refusal } = await spend(ctx, { amounts: { [meter]: amount }, source: "test" });
  if (refusal) throw refusal;
}

/** Makes the last of so many, as a module does that counts its own. */
const takeLast = (ctx: Ctx, meter: string, amount: number): Promise<void> =>
  ctx.transaction(({ ctx: tx }) =>
    withinLimit(
      tx,
      meter,
      async () => amount - 1,
      async () => {},
    ),
  );
