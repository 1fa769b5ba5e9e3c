import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  cancelSubscription,
  changePlan,
  pauseSubscription,
  resumeSubscription,
} from "#server/modules/billing/index.ts";
import { addOnDesk, ON_PRO, ON_STARTER } from "#tests/support/add-ons.ts";
import { type BillingHarness, openBilling } from "#tests/support/billing.ts";
import type { MintedTenant } from "#tests/support/harness.ts";

let billing: BillingHarness;
let acme: MintedTenant;
let desk: ReturnType<typeof addOnDesk>;

beforeAll(async () => {
  billing = await openBilling();
});
afterAll(() => billing.close());
beforeEach(async () => {
  acme = await billing.mintTenant();
  desk = addOnDesk(billing, acme);
});

describe("a pause", () => {
  it("ends the plan at once, keeps everything, and goes on with a new period", async () => {
    await desk.paying("professional");
    expect(await desk.state()).toMatchObject({ subscription: { status: "active" } });
    expect(await pauseSubscription.call(acme.ctx(), {})).toMatchObject({
      plan: { key: "free" },
      subscription: { status: "paused" },
    });
    await desk.pass(60);
    expect(await desk.state()).toMatchObject({ plan: { key: "free" }, subscription: { status: "paused" } });
    expect(await resumeSubscription.call(acme.ctx(), {})).toMatchObject({
      plan: { key: "professional" },
      subscription: { status: "active" },
    });
  });

  it("leaves no plan to change", async () => {
    await desk.paying("starter");
    await pauseSubscription.call(acme.ctx(), {});
    await expect(changePlan.call(acme.ctx(), { ...ON_PRO, from: ON_STARTER })).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "subscription_paused" },
    });
  });

  it("ends at once when it is cancelled: nothing is left to run out", async () => {
    await desk.paying("professional");
    await pauseSubscription.call(acme.ctx(), {});
    await desk.pass(60);
    const { subscription } = await cancelSubscription.call(acme.ctx(), {});
    expect(subscription).toMatchObject({ status: "canceled", endedAt: expect.any(String) });
  });
});
