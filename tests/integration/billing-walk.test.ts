import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  applyStripeEvents,
  cancelSubscription,
  getSubscription,
  listPlans,
  openPortal,
  readCatalogue,
  reconcileSubscriptions,
  resumeSubscription,
  syncCatalogue,
} from "#server/modules/billing/index.ts";
import { getEntitlements } from "#server/modules/entitlements/index.ts";
import { startWorker } from "#server/worker/start-worker.ts";
import { type BillingHarness, openBilling } from "#tests/support/billing.ts";
import type { MintedTenant } from "#tests/support/harness.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
let billing: BillingHarness;
let acme: MintedTenant;

beforeAll(async () => {
  billing = await openBilling();
});
afterAll(() => billing.close());
beforeEach(async () => {
  acme = await billing.mintTenant();
});
afterEach(() => {
  billing.sandbox.sandbox.setFaults({ duplicate: false, reorder: false, drop: 0, fail: 0, delaySeconds: 0 });
});

const state = () => getSubscription.call(acme.ctx(), {});
const botLimit = async () => {
  const { limits, plan } = await getEntitlements.call(acme.ctx("viewer"), {});
  return [plan?.key ?? null, limits.find(({ meter }) => meter === "bots")?.value];
};
const changes = () =>
  billing.ports.systemDb.client.outboxEvent.count({
    where: { tenantId: acme.tenant.id, type: "subscription.changed" },
  });

/** Lets the sandbox's clock and ours move together: charges, expiries and what follows from them. */
async function passTime(ms: number) {
  billing.clock.advance(ms);
  await billing.settle();
}

describe("from the price list to entitlements", () => {
  test("a new tenant stands on the default plan, and may buy, with a trial", async () => {
    expect(await state()).toMatchObject({
      plan: { key: "free" },
      basis: "default_plan",
      subscription: null,
      canStartCheckout: true,
      canOpenPortal: false,
      isTrialAvailable: true,
    });
    expect(await botLimit()).toEqual(["free", 3]);
    const plans = await listPlans.call(billing.visitor(), {});
    expect(plans.map(({ key }) => key)).toEqual([
      "free",
      "starter",
      "professional",
      "enterprise",
      "white-label",
      "institutional",
    ]);
  });

  test("the whole walk: checkout, webhook, inbox, worker, entitlements; told once", async () => {
    const answer = await billing.checkout(acme);
    expect(answer.headers.get("location")).toMatch(
      new RegExp(
        `^http://${acme.tenant.slug}\\.localhost:3000/billing\\?checkout=success&session_id=cs_test_`,
      ),
    );
    expect(await botLimit()).toEqual(["free", 3]);
    await billing.settle();
    expect(await state()).toMatchObject({
      plan: { key: "professional" },
      basis: "subscription",
      subscription: { status: "trialing", interval: "month", amountMinor: 9900, currency: "usd" },
      canStartCheckout: false,
      canOpenPortal: true,
      isTrialAvailable: false,
    });
    expect(await botLimit()).toEqual(["professional", 50]);
    expect(await changes()).toBe(1);
  });

  test("the worker itself does it, and the page hears of it without asking", async () => {
    await billing.checkout(acme);
    const { promise: heard, resolve } = Promise.withResolvers<void>();
    const unsubscribe = billing.ports.live.subscribe(acme.tenant.id, ({ topic }) => {
      if (topic === "subscription") resolve();
    });
    const worker = await startWorker(billing.ports, {
      platformSubscribers: [],
      subscribers: [applyStripeEvents],
      periodics: [reconcileSubscriptions],
    });
    await billing.sandbox.sandbox.settle();
    await heard;
    unsubscribe();
    await worker.stop();
    expect(await botLimit()).toEqual(["professional", 50]);
  });

  test("after the trial it is paid; after a refused renewal there is grace, then the default plan", async () => {
    await billing.checkout(acme, "starter", "4000000000000341");
    await billing.settle();
    await passTime(14 * DAY_MS + HOUR_MS);
    expect(await state()).toMatchObject({
      plan: { key: "starter" },
      basis: "grace",
      subscription: { status: "past_due" },
    });
    await passTime(7 * DAY_MS - 1);
    expect(await botLimit()).toEqual(["starter", 10]);
    await passTime(1);
    expect(await botLimit()).toEqual(["free", 3]);
    await passTime(10 * DAY_MS);
    expect(await state()).toMatchObject({
      basis: "default_plan",
      subscription: { status: "canceled" },
      canStartCheckout: true,
      isTrialAvailable: false,
    });
  });

  test("a second checkout has no trial: one a customer", async () => {
    await billing.checkout(acme, "starter");
    await billing.settle();
    const { client } = billing.ports.stripe;
    const [first] = (await client.subscriptions.list({ limit: 1 })).data;
    await client.subscriptions.cancel(first?.id ?? "");
    await billing.settle();
    await billing.checkout(acme, "starter");
    await billing.settle();
    expect(await state()).toMatchObject({ subscription: { status: "active", trialEnd: null } });
  });
});

describe("cancel, resume, portal", () => {
  test("cancel keeps the plan to the end of the period; resume takes it back", async () => {
    await billing.checkout(acme);
    await billing.settle();
    const canceled = await cancelSubscription.call(acme.ctx(), {
      feedback: "too_expensive",
      comment: "later",
    });
    expect(canceled).toMatchObject({
      plan: { key: "professional" },
      subscription: { cancelAt: expect.any(String) },
    });
    expect(await resumeSubscription.call(acme.ctx(), {})).toMatchObject({ subscription: { cancelAt: null } });
    await cancelSubscription.call(acme.ctx(), {});
    await passTime(14 * DAY_MS);
    expect(await state()).toMatchObject({ plan: { key: "free" }, subscription: { status: "canceled" } });
  });

  test("without a subscription there is nothing to cancel or to show", async () => {
    await expect(cancelSubscription.call(acme.ctx(), {})).rejects.toMatchObject({
      details: { reason: "no_subscription" },
    });
    const returnUrl = `http://${acme.tenant.slug}.localhost:3000/billing`;
    await expect(openPortal.call(acme.ctx(), { returnUrl })).rejects.toMatchObject({
      details: { reason: "no_customer" },
    });
  });

  test("what is done in the portal arrives by webhook", async () => {
    await billing.checkout(acme);
    await billing.settle();
    const returnUrl = `http://${acme.tenant.slug}.localhost:3000/billing`;
    const { url } = await openPortal.call(acme.ctx(), { returnUrl });
    const page = await (await fetch(url)).text();
    const [, id = ""] = /name="subscription" value="(\w+)"/.exec(page) ?? [];
    await billing.sandbox.submit(new URL(url).pathname, { action: "cancel", subscription: id });
    await billing.settle();
    expect(await state()).toMatchObject({ subscription: { cancelAt: expect.any(String) } });
  });

  test("another plan, chosen in the portal with its price shown first, changes the entitlements", async () => {
    await billing.checkout(acme, "starter");
    await billing.settle();
    await passTime(14 * DAY_MS + HOUR_MS);
    const returnUrl = `http://${acme.tenant.slug}.localhost:3000/billing`;
    const { url } = await openPortal.call(acme.ctx(), { returnUrl });
    const page = await (await fetch(url)).text();
    const row =
      /Professional<\/td>\s*<td class="num">\$99\.00 per month[\s\S]*?<\/form>/.exec(page)?.[0] ?? "";
    const [, subscription = ""] = /name="subscription" value="(\w+)"/.exec(row) ?? [];
    const [, price = ""] = /name="price" value="(\w+)"/.exec(row) ?? [];
    const choose = (action: string) =>
      billing.sandbox.submit(new URL(url).pathname, { action, subscription, price });
    const quote = await (await choose("quote")).text();
    const [, due] = /Due now<\/dt><dd>\$([\d.]+)/.exec(quote) ?? [];
    expect(Number(due)).toBeCloseTo(70, 0);
    await billing.settle();
    expect(await botLimit()).toEqual(["starter", 10]);
    expect((await choose("change")).status).toBe(303);
    await billing.settle();
    expect(await botLimit()).toEqual(["professional", 50]);
    const customer = await billing.ports.systemDb.client.billingCustomer.findUniqueOrThrow({
      where: { tenantId: acme.tenant.id },
    });
    const [invoice] = (
      await billing.ports.stripe.client.invoices.list({ customer: customer.stripeCustomerId })
    ).data;
    expect(invoice).toMatchObject({ status: "paid", amount_paid: Math.round(Number(due) * 100) });
  });

  test("a trader reads and does not write", async () => {
    await expect(getSubscription.call(acme.ctx("trader"), {})).resolves.toBeDefined();
    await expect(cancelSubscription.call(acme.ctx("trader"), {})).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("the catalogue at Stripe", () => {
  test("syncing twice creates once; a new amount takes the lookup key and leaves the sold price as it was", async () => {
    const { client } = billing.ports.stripe;
    const catalogue = readCatalogue("luno");
    const prices = catalogue.plans.flatMap((plan) => plan.prices);
    expect((await syncCatalogue(client, catalogue)).created).toHaveLength(prices.length);
    expect((await syncCatalogue(client, catalogue)).created).toEqual([]);
    const dearer = structuredClone(catalogue);
    for (const plan of dearer.plans) for (const price of plan.prices) price.amountMinor += 100;
    const key = "marque_luno_basic_month_usd";
    const old = (await syncCatalogue(client, catalogue)).prices.get(key) ?? "";
    const fresh = (await syncCatalogue(client, dearer)).prices.get(key) ?? "";
    expect(fresh).not.toBe(old);
    expect(await client.prices.retrieve(old)).toMatchObject({
      unit_amount: 2999,
      active: false,
      lookup_key: null,
    });
    expect(await client.prices.retrieve(fresh)).toMatchObject({
      unit_amount: 3099,
      active: true,
      lookup_key: key,
    });
    expect((await syncCatalogue(client, catalogue)).prices.get(key)).not.toBe(old);
  });
});
