import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  cancelSubscription,
  changePlan,
  getSubscription,
  pauseSubscription,
  resumeSubscription,
} from "#server/modules/billing/index.ts";
import { type BillingHarness, openBilling } from "#tests/support/billing.ts";
import type { MintedTenant } from "#tests/support/harness.ts";

const DAY_MS = 86_400_000;
const MONTHLY_STARTER = { plan: "starter", interval: "month" as const };
const MONTHLY_PRO = { plan: "professional", interval: "month" as const };

let billing: BillingHarness;
let acme: MintedTenant;

beforeAll(async () => {
  billing = await openBilling();
});
afterAll(() => billing.close());
beforeEach(async () => {
  acme = await billing.mintTenant();
});

const state = () => getSubscription.call(acme.ctx(), {});

/** Both clocks move: ours, and Stripe's with all that falls due. */
async function pass(days: number): Promise<void> {
  billing.sandbox.sandbox.advance(days * DAY_MS);
  billing.clock.advance(0);
  await billing.settle();
}

/** On a plan that is paid for, the trial over. */
async function paying(plan: string): Promise<void> {
  await billing.checkout(acme, plan);
  await billing.settle();
  await pass(15);
  expect(await state()).toMatchObject({ plan: { key: plan }, subscription: { status: "active" } });
}

describe("a pause", () => {
  it("ends the plan at once, keeps everything, and goes on with a new period", async () => {
    await paying("professional");
    expect(await pauseSubscription.call(acme.ctx(), {})).toMatchObject({
      plan: { key: "free" },
      subscription: { status: "paused" },
    });
    await pass(60);
    expect(await state()).toMatchObject({ plan: { key: "free" }, subscription: { status: "paused" } });
    expect(await resumeSubscription.call(acme.ctx(), {})).toMatchObject({
      plan: { key: "professional" },
      subscription: { status: "active" },
    });
  });

  it("leaves no plan to change", async () => {
    await paying("starter");
    await pauseSubscription.call(acme.ctx(), {});
    await expect(
      changePlan.call(acme.ctx(), { ...MONTHLY_PRO, from: MONTHLY_STARTER }),
    ).rejects.toMatchObject({ code: "conflict", details: { reason: "subscription_paused" } });
  });

  it("ends at once when it is cancelled: nothing is left to run out", async () => {
    await paying("professional");
    await pauseSubscription.call(acme.ctx(), {});
    await pass(60);
    const { subscription } = await cancelSubscription.call(acme.ctx(), {});
    expect(subscription).toMatchObject({ status: "canceled", endedAt: expect.any(String) });
  });
});
