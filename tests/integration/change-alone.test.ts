import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Ctx } from "#server/kernel/ctx.ts";
import { changeAlone } from "#server/modules/billing/change-alone.ts";
import {
  cancelSubscription,
  changePlan,
  pauseSubscription,
  previewAddOn,
  resumeSubscription,
  setAddOn,
} from "#server/modules/billing/index.ts";
import { claimChange, releaseChange } from "#server/modules/billing/store.ts";
import { addOnDesk, ON_PRO, ON_STARTER } from "#tests/support/add-ons.ts";
import { type BillingHarness, openBilling } from "#tests/support/billing.ts";
import type { MintedTenant } from "#tests/support/harness.ts";

const MINUTE_MS = 60_000;
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

const order = (ctx: Ctx, quantity = 1) =>
  setAddOn.call(ctx, { addOn: "extra-bots", quantity, from: { ...ON_STARTER, quantity: 0 } });
const upgrade = (ctx: Ctx) => changePlan.call(ctx, { ...ON_PRO, from: ON_STARTER });
const items = async () => {
  const { data } = await billing.ports.stripe.client.subscriptions.list({ customer: await desk.customer() });
  return data[0]?.items.data.map(({ price, quantity }) => [price.id, quantity]) ?? [];
};

describe("of two changes at the same moment", () => {
  it("an add-on without a quote is bought once", async () => {
    await desk.paying("starter");
    const before = (await desk.invoices()).length;
    const both = await Promise.allSettled([order(acme.ctx()), order(acme.ctx())]);
    expect(both.some(({ status }) => status === "fulfilled")).toBe(true);
    expect(await desk.owned()).toEqual({ "extra-bots": 1 });
    expect(await desk.invoices()).toHaveLength(before + 1);
    expect(await items()).toHaveLength(2);
  });

  it.each([
    ["plan and add-on", upgrade, order],
    ["plan and cancel", upgrade, (ctx: Ctx) => cancelSubscription.call(ctx, {})],
    ["plan and pause", upgrade, (ctx: Ctx) => pauseSubscription.call(ctx, {})],
    ["add-on and pause", order, (ctx: Ctx) => pauseSubscription.call(ctx, {})],
    [
      "pause and resume",
      (ctx: Ctx) => pauseSubscription.call(ctx, {}),
      (ctx: Ctx) => resumeSubscription.call(ctx, {}),
    ],
    [
      "pause and cancel",
      (ctx: Ctx) => pauseSubscription.call(ctx, {}),
      (ctx: Ctx) => cancelSubscription.call(ctx, {}),
    ],
  ])("%s: one is made whole, and the other is told that it is under way", async (_name, first, second) => {
    await desk.paying("starter");
    const both = await Promise.allSettled([first(acme.ctx()), second(acme.ctx())]);
    const refusals = both.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: "conflict" });
    expect(refusals.length).toBeLessThan(2);
    const found = await items();
    expect(new Set(found.map(([price]) => price)).size).toBe(found.length);
  });
});

describe("while a change is under way", () => {
  it("another is refused, changes nothing, and goes through once it is over", async () => {
    await desk.paying("starter");
    const { db } = acme.ctx();
    const until = new Date(billing.clock.now().getTime() + MINUTE_MS);
    expect(await claimChange(db, until, billing.clock.now())).toBe(true);
    const before = await items();
    for (const change of [order, upgrade, (ctx: Ctx) => cancelSubscription.call(ctx, {})]) {
      await expect(change(acme.ctx())).rejects.toMatchObject({
        code: "conflict",
        details: { reason: "change_under_way" },
      });
    }
    expect(await items()).toEqual(before);
    expect(await previewAddOn.call(acme.ctx(), { addOn: "extra-bots", quantity: 1 })).toBeTruthy();
    await releaseChange(db, until);
    await order(acme.ctx());
    expect(await desk.owned()).toEqual({ "extra-bots": 1 });
  });

  it("a process that died of it holds nobody up for longer than minutes, nor ends what came after", async () => {
    await desk.paying("starter");
    const { db } = acme.ctx();
    const now = billing.clock.now();
    const dead = new Date(now.getTime() + MINUTE_MS);
    await claimChange(db, dead, now);
    billing.clock.advance(MINUTE_MS);
    const later = new Date(dead.getTime() + MINUTE_MS);
    expect(await claimChange(db, later, billing.clock.now())).toBe(true);
    await releaseChange(db, dead);
    await expect(order(acme.ctx())).rejects.toMatchObject({ details: { reason: "change_under_way" } });
  });
});

it("what can't go on because there is no card says so", async () => {
  await desk.paying("starter");
  const { client } = billing.ports.stripe;
  await pauseSubscription.call(acme.ctx(), {});
  const { data } = await client.paymentMethods.list({ customer: await desk.customer() });
  for (const { id } of data) await client.paymentMethods.detach(id);
  await expect(resumeSubscription.call(acme.ctx(), {})).rejects.toMatchObject({
    code: "payment_required",
    details: { reason: "card_refused" },
  });
  expect(await desk.state()).toMatchObject({ subscription: { status: "paused" } });
});

it("what Stripe refuses is a conflict: it was changed there a moment ago", async () => {
  await desk.paying("starter");
  const { id } = await acme.ctx().db.subscription.findFirstOrThrow();
  const { client } = billing.ports.stripe;
  await expect(
    changeAlone(acme.ctx(), async () => {
      await client.subscriptions.cancel(id);
      await client.subscriptions.pause(id);
    }),
  ).rejects.toMatchObject({ code: "conflict", details: { reason: "subscription_changed" } });
  expect(await acme.ctx().db.billingCustomer.findFirst()).toMatchObject({ changingUntil: null });
});

it("a price that is asked for while the subscription ends is a conflict, too", async () => {
  await desk.paying("starter");
  const { id } = await acme.ctx().db.subscription.findFirstOrThrow();
  const { client } = billing.ports.stripe;
  const { createPreview } = client.invoices;
  const ending = vi.spyOn(client.invoices, "createPreview").mockImplementation(async (...asked) => {
    await client.subscriptions.cancel(id);
    return createPreview.apply(client.invoices, asked);
  });
  await expect(previewAddOn.call(acme.ctx(), { addOn: "extra-bots", quantity: 1 })).rejects.toMatchObject({
    code: "conflict",
    details: { reason: "subscription_changed" },
  });
  ending.mockRestore();
});
