import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  embedCheckout,
  getSubscription,
  previewCheckout,
  refreshCheckout,
  startCheckout,
} from "#server/modules/billing/index.ts";
import { type BillingHarness, checkoutInput, openBilling } from "#tests/support/billing.ts";
import type { MintedTenant } from "#tests/support/harness.ts";
import { card } from "#tests/support/stripe-sandbox.ts";

let billing: BillingHarness;
let acme: MintedTenant;

beforeAll(async () => {
  billing = await openBilling();
});
afterAll(() => billing.close());
beforeEach(async () => {
  acme = await billing.mintTenant();
});

const input = (plan = "professional") => checkoutInput(acme.ctx(), plan);
const embed = (plan?: string) => embedCheckout.call(acme.ctx(), input(plan));
const refresh = (sessionId?: string) => refreshCheckout.call(acme.ctx(), sessionId ? { sessionId } : {});
const sessionOf = (clientSecret: string) => /^(cs_test_\w+?)_secret/.exec(clientSecret)?.[1] ?? "";
const pay = (session: string) => billing.sandbox.submit(`/c/pay/${session}`, card("4242424242424242"));

describe("a checkout on a page of ours", () => {
  test("a double click and a second tab get the same form", async () => {
    const forms = await Promise.all([embed(), embed(), embed()]);
    expect(new Set(forms.map(({ clientSecret }) => clientSecret)).size).toBe(1);
    expect(await embed()).toEqual(forms[0]);
    expect(await acme.ctx().db.checkoutSession.count()).toBe(1);
  });

  test("another plan, or Stripe's own page, closes the form that was open", async () => {
    const { sessions } = billing.ports.stripe.client.checkout;
    const first = sessionOf((await embed("starter")).clientSecret);
    const second = sessionOf((await embed("professional")).clientSecret);
    const { url } = await startCheckout.call(acme.ctx(), input());
    expect((await sessions.retrieve(first)).status).toBe("expired");
    expect((await sessions.retrieve(second)).status).toBe("expired");
    expect((await pay(first)).status).toBe(410);
    const back = await embed();
    expect((await billing.sandbox.submit(new URL(url).pathname, card("4242424242424242"))).status).toBe(410);
    expect((await pay(sessionOf(back.clientSecret))).status).toBe(200);
  });

  test("a subscriber is not sold a second one", async () => {
    await pay(sessionOf((await embed()).clientSecret));
    await expect(embed("starter")).rejects.toMatchObject({ details: { reason: "already_subscribed" } });
  });

  test("says before what is due: nothing in the first trial, the price after it, and nothing to who has a plan", async () => {
    const terms = { plan: "professional", interval: "month" as const };
    const preview = () => previewCheckout.call(acme.ctx(), terms);
    expect(await preview()).toMatchObject({
      amountMinor: 9900,
      dueTodayMinor: 0,
      trialEnd: expect.any(String),
    });
    const { client } = billing.ports.stripe;
    await pay(sessionOf((await embed()).clientSecret));
    await refresh();
    await expect(preview()).rejects.toMatchObject({ details: { reason: "already_subscribed" } });
    await client.subscriptions.cancel((await acme.ctx().db.subscription.findFirstOrThrow()).id);
    await billing.settle();
    expect(await preview()).toMatchObject({ amountMinor: 9900, dueTodayMinor: 9900, trialEnd: null });
    const { clientSecret } = await embed();
    const session = await client.checkout.sessions.retrieve(sessionOf(clientSecret));
    expect(session.amount_total).toBe(9900);
  });

  test("without a publishable key there is none, and Stripe's page is left", async () => {
    const ctx = acme.ctx();
    const stripe = { ...ctx.ports.stripe, browser: null };
    const keyless = { ...ctx, ports: { ...ctx.ports, stripe } };
    await expect(embedCheckout.call(keyless, input())).rejects.toMatchObject({
      code: "unprocessable",
      details: { reason: "no_embedded_checkout" },
    });
    expect(await ctx.db.billingCustomer.count()).toBe(0);
    await expect(startCheckout.call(keyless, input())).resolves.toMatchObject({ url: expect.any(String) });
  });

  test("who may only look at billing opens none", async () => {
    await expect(embedCheckout.call(acme.ctx("trader"), input())).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(refreshCheckout.call(acme.ctx("trader"), {})).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("who comes back from paying", () => {
  test("has the plan within the request, though no webhook ever comes", async () => {
    billing.sandbox.sandbox.setFaults({ drop: 100 });
    const session = sessionOf((await embed()).clientSecret);
    await pay(session);
    await billing.settle();
    expect(await getSubscription.call(acme.ctx(), {})).toMatchObject({ plan: { key: "free" } });
    const { state, stage } = await refresh(session);
    expect([stage, state.plan?.key, state.basis]).toEqual(["done", "professional", "subscription"]);
    const synced = () => acme.ctx().db.auditLog.count({ where: { verb: "subscription.sync" } });
    expect(await synced()).toBe(1);
    await refresh(session);
    expect(await synced()).toBe(1);
    billing.sandbox.sandbox.setFaults({ drop: 0 });
  });

  test("without having paid is told so, and is granted nothing", async () => {
    const session = sessionOf((await embed()).clientSecret);
    expect(await refresh(session)).toMatchObject({ stage: "open", state: { plan: { key: "free" } } });
    expect(await refresh()).toMatchObject({ stage: "open" });
    billing.clock.advance(86_400_000);
    await billing.sandbox.sandbox.settle();
    expect(await refresh(session)).toMatchObject({ stage: "expired", state: { plan: { key: "free" } } });
  });

  test("with an address that is made up, or another workspace's, learns nothing", async () => {
    const session = sessionOf((await embed()).clientSecret);
    await pay(session);
    const other = await billing.mintTenant();
    const asked = vi.spyOn(billing.ports.stripe.client.checkout.sessions, "retrieve");
    for (const sessionId of [session, "cs_test_made_up", "../customers", ""]) {
      const { stage, state } = await refreshCheckout.call(other.ctx(), { sessionId });
      expect([stage, state.plan?.key, state.subscription]).toEqual(["unknown", "free", null]);
    }
    expect(asked).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    await expect(refresh("x".repeat(301))).rejects.toMatchObject({ code: "invalid_input" });
  });

  test("while the money is still on its way, is told that it is processing", async () => {
    const session = sessionOf((await embed()).clientSecret);
    const { sessions } = billing.ports.stripe.client.checkout;
    const found = await sessions.retrieve(session);
    vi.spyOn(sessions, "retrieve").mockResolvedValue({ ...found, status: "complete" });
    expect(await refresh(session)).toMatchObject({ stage: "processing", state: { plan: { key: "free" } } });
    vi.restoreAllMocks();
    await pay(session);
    expect(await refresh(session)).toMatchObject({ stage: "done" });
  });

  test("can't ask Stripe without end", async () => {
    const answers = await Promise.allSettled(Array.from({ length: 31 }, () => refresh()));
    const refused = answers.filter(({ status }) => status === "rejected");
    expect(refused).toMatchObject([{ reason: { code: "rate_limited" } }]);
  });
});
