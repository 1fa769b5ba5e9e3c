import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getSubscription } from "#server/modules/billing/index.ts";
import { requireFeature } from "#server/modules/entitlements/index.ts";
import { type BillingHarness, openBilling } from "#tests/support/billing.ts";
import { addThing as add } from "#tests/support/limited-thing.ts";

const DAY_MS = 86_400_000;

describe("a catalogue that gives nothing away", () => {
  let harness: BillingHarness;
  beforeAll(async () => {
    harness = await openBilling({ env: { CATALOGUE: "tradingbot-pro" } });
  });
  afterAll(() => harness.close());

  test("a new tenant is on the sign-up trial; when it is over, nothing is left but reading", async () => {
    const { ctx } = await harness.mintTenant();
    expect(await getSubscription.call(ctx(), {})).toMatchObject({
      plan: { key: "starter" },
      basis: "sign_up_trial",
      until: new Date(harness.clock.now().getTime() + 7 * DAY_MS).toISOString(),
    });
    await add(ctx(), "strategies");
    harness.clock.advance(7 * DAY_MS);
    expect(await getSubscription.call(ctx(), {})).toMatchObject({ plan: null, basis: "none", until: null });
    await expect(add(ctx(), "strategies")).rejects.toMatchObject({
      code: "payment_required",
      message: "Without a plan you have 0 strategies. Starter allows more.",
    });
    await expect(requireFeature(ctx(), "api_access")).rejects.toMatchObject({ code: "payment_required" });
  });

  test("a checkout begins with what is left of the trial, and with none once it is over", async () => {
    const early = await harness.mintTenant();
    const late = await harness.mintTenant();
    const trialEnd = harness.clock.now().getTime() + 7 * DAY_MS;
    harness.clock.advance(3 * DAY_MS);
    await harness.checkout(early, "professional");
    await harness.settle();
    const { subscription } = await getSubscription.call(early.ctx(), {});
    expect(subscription).toMatchObject({ status: "trialing", trialEnd: new Date(trialEnd).toISOString() });
    harness.clock.advance(3 * DAY_MS);
    await harness.checkout(late, "professional");
    await harness.settle();
    expect(await getSubscription.call(late.ctx(), {})).toMatchObject({
      plan: { key: "professional" },
      subscription: { status: "active", trialEnd: null },
    });
  });
});
