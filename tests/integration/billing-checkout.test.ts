import Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { startCheckout } from "#server/modules/billing/index.ts";
import { getEntitlements } from "#server/modules/entitlements/index.ts";
import { type BillingHarness, checkoutInput, openBilling } from "#tests/support/billing.ts";
import type { MintedTenant } from "#tests/support/harness.ts";
import { card } from "#tests/support/stripe-sandbox.ts";

const DAY_MS = 86_400_000;
let billing: BillingHarness;
let acme: MintedTenant;

beforeAll(async () => {
  billing = await openBilling();
});
afterAll(() => billing.close());
beforeEach(async () => {
  acme = await billing.mintTenant();
});

const botLimit = async () => {
  const { limits, plan } = await getEntitlements.call(acme.ctx("viewer"), {});
  return [plan?.key ?? null, limits.find(({ meter }) => meter === "bots")?.value];
};

describe("starting a checkout", () => {
  const start = (plan = "professional", over: object = {}) =>
    startCheckout.call(acme.ctx(), { ...checkoutInput(acme.ctx(), plan), ...over });

  test("a double click gets the same page", async () => {
    const pages = await Promise.all([start(), start(), start()]);
    expect(new Set(pages.map(({ url }) => url)).size).toBe(1);
    expect((await start()).url).toBe(pages[0]?.url);
    const open = await billing.ports.stripe.client.checkout.sessions.list({ status: "open", limit: 100 });
    expect(open.data.filter((one) => one.client_reference_id === acme.tenant.id)).toHaveLength(1);
    expect(await acme.ctx().db.billingCustomer.count()).toBe(1);
  });

  test("choosing another plan closes the first page", async () => {
    const first = await start("starter");
    const second = await start("professional");
    expect(second.url).not.toBe(first.url);
    const late = await billing.sandbox.submit(new URL(first.url).pathname, card("4242424242424242"));
    expect(late.status).toBe(410);
  });

  test("of two different plans at the same moment, one page opens", async () => {
    const { sessions } = billing.ports.stripe.client.checkout;
    const create = sessions.create.bind(sessions);
    const db = acme.ctx().db;
    await start();
    for (let round = 0; round < 5; round += 1) {
      const both = Promise.withResolvers<void>();
      let arrived = 0;
      vi.spyOn(sessions, "create").mockImplementation(async (params, options) => {
        const session = await create(params, options);
        arrived += 1;
        if (arrived === 2) both.resolve();
        await both.promise;
        return session;
      });
      const answers = await Promise.allSettled([start("starter"), start("enterprise")]);
      vi.restoreAllMocks();
      expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      expect(await db.checkoutSession.count({ where: { status: "open" } })).toBe(1);
      await start("white-label");
    }
  });

  test("a page that expired is replaced", async () => {
    const first = await start();
    billing.clock.advance(DAY_MS);
    await billing.settle();
    expect((await start()).url).not.toBe(first.url);
  });

  test.each([
    ["no-such-plan", {}, "no_such_plan"],
    ["free", {}, "free_plan"],
    ["institutional", {}, "contact_us"],
    ["starter", { currency: "jpy" }, "no_such_price"],
    ["starter", { returnUrl: "https://evil.test/" }, "foreign_url"],
    ["starter", { returnUrl: "http://other.localhost:3000/" }, "foreign_url"],
    ["starter", { returnUrl: "http://localhost:3000/tenant/other/billing" }, "foreign_url"],
    ["starter", { returnUrl: "http://localhost:4000/" }, "foreign_url"],
  ])("%s with %j is refused: %s", async (plan, over, reason) => {
    await expect(start(plan, over)).rejects.toMatchObject({ code: "invalid_input", details: { reason } });
    expect(await acme.ctx().db.billingCustomer.count()).toBe(0);
  });

  test.each([["price"], ["amountMinor"], ["price_id"]])("a client that sends %s is refused", async (name) => {
    await expect(start("starter", { [name]: "price_1" })).rejects.toMatchObject({ code: "invalid_input" });
  });

  test("the path form and a verified domain may be returned to", async () => {
    const domain = { id: "d".repeat(26), tenantId: acme.tenant.id, host: `trade.${acme.tenant.slug}.test` };
    await billing.ports.systemDb.client.domain.create({
      data: { ...domain, verifiedAt: billing.clock.now() },
    });
    for (const returnUrl of [
      `http://localhost:3000/tenant/${acme.tenant.slug}/billing`,
      `http://trade.${acme.tenant.slug}.test:3000/billing`,
    ]) {
      await expect(start("starter", { returnUrl })).resolves.toMatchObject({ url: expect.any(String) });
    }
  });

  test("a subscriber is not sold a second subscription", async () => {
    await billing.checkout(acme);
    await billing.settle();
    await expect(start()).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "already_subscribed" },
    });
  });

  test("what was paid and not heard of yet is a subscription already, the next day too", async () => {
    await billing.checkout(acme);
    await expect(start("starter")).rejects.toMatchObject({ details: { reason: "already_subscribed" } });
    const other = await billing.mintTenant();
    await billing.checkout(other);
    billing.clock.advance(2 * 86_400_000);
    await expect(
      startCheckout.call(other.ctx(), checkoutInput(other.ctx(), "starter")),
    ).rejects.toMatchObject({
      details: { reason: "already_subscribed" },
    });
  });

  test("a declined card changes nothing, and the same page takes another", async () => {
    const { url } = await start();
    const { pathname } = new URL(url);
    expect((await billing.sandbox.submit(pathname, card("4000000000000002"))).status).toBe(402);
    await billing.settle();
    expect(await botLimit()).toEqual(["free", 3]);
    await billing.sandbox.submit(pathname, card("4242424242424242"));
    await billing.settle();
    expect(await botLimit()).toEqual(["professional", 50]);
  });

  test("while Stripe does not answer, it is said, and nothing is half done", async () => {
    const client = new Stripe("sk_test_1", {
      host: "127.0.0.1",
      port: 1,
      protocol: "http",
      maxNetworkRetries: 0,
    });
    const ctx = acme.ctx();
    const cutOff = { ...ctx, ports: { ...ctx.ports, stripe: { ...ctx.ports.stripe, client } } };
    await expect(startCheckout.call(cutOff, checkoutInput(ctx, "starter"))).rejects.toMatchObject({
      code: "unavailable",
      details: { reason: "stripe_unavailable" },
    });
    expect(await ctx.db.billingCustomer.count()).toBe(0);
    expect(await ctx.db.checkoutSession.count()).toBe(0);
  });

  test("the success page grants nothing", async () => {
    await start();
    await billing.settle();
    expect(await botLimit()).toEqual(["free", 3]);
  });
});
