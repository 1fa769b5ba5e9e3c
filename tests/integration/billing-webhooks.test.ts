import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  cancelSubscription,
  getSubscription,
  reconcileSubscriptions,
} from "#server/modules/billing/index.ts";
import { answerStripeWebhook } from "#server/rest/receive-stripe-webhook.ts";
import { type BillingHarness, openBilling } from "#tests/support/billing.ts";
import type { MintedTenant } from "#tests/support/harness.ts";

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
const inbox = () => billing.ports.systemDb.client.stripeEvent.count();
const changes = () =>
  billing.ports.systemDb.client.outboxEvent.count({
    where: { tenantId: acme.tenant.id, type: "subscription.changed" },
  });

describe("only what Stripe signed for us gets in", () => {
  const body = JSON.stringify(
    {
      id: "evt_forged",
      object: "event",
      api_version: null,
      type: "customer.updated",
      created: 1,
      livemode: false,
      data: { object: { id: "cus_1", object: "customer" } },
    },
    null,
    2,
  );
  const now = () => Math.floor(billing.clock.now().getTime() / 1000);
  const refused = async (text: string, headers: Record<string, string>) => {
    const before = await inbox();
    expect((await billing.post(text, headers)).status).toBe(400);
    expect(await inbox()).toBe(before);
  };

  test("a good signature passes, also as one of several, and by any of the secrets in rotation", async () => {
    const send = (id: string, signature: (text: string) => string) => {
      const text = body.replace("evt_forged", id);
      return billing.post(text, { "stripe-signature": signature(text) });
    };
    expect((await send("evt_good_1", (text) => billing.sign(text))).status).toBe(200);
    const several = await send("evt_good_2", (text) => `${billing.sign(text)},v1=${"0".repeat(64)},v0=abc`);
    expect(several.status).toBe(200);
    const text = body.replace("evt_forged", "evt_good_3");
    const request = new Request("http://localhost/", {
      method: "POST",
      body: text,
      headers: { "stripe-signature": billing.sign(text) },
    });
    const rotating = {
      ...billing.ports.stripe,
      webhookSecrets: ["whsec_new", ...billing.ports.stripe.webhookSecrets],
    };
    expect((await answerStripeWebhook({ ...billing.ports, stripe: rotating }, request)).status).toBe(200);
    expect((await send("evt_stamp", (t) => billing.sign(t, undefined, now() - 300))).status).toBe(200);
  });

  test.each([-301, 301])("a stamp %d s off is refused", (offset) =>
    refused(body, { "stripe-signature": billing.sign(body, undefined, now() + offset) }),
  );

  test("another secret, no signature, nonsense, an empty body", async () => {
    await refused(body, { "stripe-signature": billing.sign(body, "whsec_other") });
    await refused(body, {});
    await refused(body, { "stripe-signature": "t=,v1=" });
    await refused("", { "stripe-signature": billing.sign("") });
    await refused("not json", { "stripe-signature": billing.sign("not json") });
  });

  test("another mode or account", async () => {
    for (const [from, to] of [
      ['"livemode": false', '"livemode": true'],
      ['"livemode": false', '"livemode": false, "account": "acct_1"'],
    ] as const) {
      const other = body.replace(from, to);
      expect(other).not.toBe(body);
      await refused(other, { "stripe-signature": billing.sign(other) });
    }
  });

  test("a body that was parsed and written again", async () => {
    await refused(JSON.stringify(JSON.parse(body)), { "stripe-signature": billing.sign(body) });
  });

  test("two megabytes", async () => {
    const big = body.replace("customer.updated", "x".repeat(2_000_000));
    await refused(big, { "stripe-signature": billing.sign(big) });
  });

  test("any flipped bit of body or signature", async () => {
    const before = await inbox();
    const signature = billing.sign(body);
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.nat(), fc.integer({ min: 0, max: 6 }), async (inBody, at, bit) => {
        const text = inBody ? body : signature;
        const index = at % text.length;
        const flipped = String.fromCharCode(text.charCodeAt(index) ^ (1 << bit));
        const changed = text.slice(0, index) + flipped + text.slice(index + 1);
        const headers = new Headers();
        try {
          headers.set("stripe-signature", inBody ? signature : changed);
        } catch {
          return;
        }
        const answer = await billing.post(inBody ? changed : body, Object.fromEntries(headers));
        expect(answer.status).toBe(400);
      }),
      { numRuns: 300 },
    );
    expect(await inbox()).toBe(before);
  });

  test("without a secret the endpoint does not exist", async () => {
    const request = new Request("http://localhost/", { method: "POST", body });
    const ports = { ...billing.ports, stripe: { ...billing.ports.stripe, webhookSecrets: [] } };
    expect((await answerStripeWebhook(ports, request)).status).toBe(404);
  });
});

describe("the inbox", () => {
  const event = (id: string, type: string, customer: string) =>
    JSON.stringify({
      id,
      object: "event",
      api_version: null,
      type,
      created: 1,
      livemode: false,
      data: { object: { id: "x", customer } },
    });
  const send = async (text: string) =>
    (await (await billing.post(text, { "stripe-signature": billing.sign(text) })).json()).status;

  test("takes an event once, however often and however parallel it comes", async () => {
    const text = event("evt_many", "customer.subscription.updated", "cus_stranger");
    const said = await Promise.all(Array.from({ length: 10 }, () => send(text)));
    expect(said.toSorted()).toEqual([...Array(9).fill("duplicate"), "unbound"]);
  });

  test("answers 200 to types no one acts on, and keeps them", async () => {
    expect(await send(event("evt_unknown", "terminal.reader.action_failed", "cus_x"))).toBe("ignored");
  });

  test("metadata binds nobody: another customer's event leaves the tenant alone", async () => {
    const { client } = billing.ports.stripe;
    const forged = await client.customers.create({ metadata: { tenant: acme.tenant.id } });
    expect(await send(event("evt_meta", "customer.subscription.updated", forged.id))).toBe("unbound");
    await billing.work();
    expect((await state()).subscription).toBeNull();
  });
});

describe("what is delivered wrongly still ends right", () => {
  test("twice and newest first", async () => {
    billing.sandbox.sandbox.setFaults({ duplicate: true, reorder: true });
    await billing.checkout(acme);
    await billing.settle();
    expect(await state()).toMatchObject({ plan: { key: "professional" } });
    expect(await changes()).toBe(1);
  });

  test("a reading that arrives late does not undo a later one", async () => {
    await billing.checkout(acme);
    await billing.settle();
    const { readSubscriptions, writeSubscriptions } = await import(
      "#server/modules/billing/sync-subscriptions.ts"
    );
    const early = await readSubscriptions(acme.ctx());
    await cancelSubscription.call(acme.ctx(), {});
    if (!early) throw new Error("There is a customer.");
    await acme.ctx().transaction(async (tx) => {
      expect((await writeSubscriptions(tx.ctx, early)).events).toEqual([]);
    });
    expect(await state()).toMatchObject({ subscription: { cancelAt: expect.any(String) } });
  });

  test("when every webhook is lost, reconciling finds the truth", async () => {
    billing.sandbox.sandbox.setFaults({ drop: 1000 });
    await billing.checkout(acme);
    await billing.settle();
    expect(await state()).toMatchObject({ plan: { key: "free" } });
    await reconcileSubscriptions.run(billing.ports, new AbortController().signal);
    expect(await state()).toMatchObject({ plan: { key: "professional" } });
  });

  test("an endpoint that was down hears everything later", async () => {
    billing.sandbox.sandbox.setFaults({ fail: 100 });
    await billing.checkout(acme);
    await billing.settle();
    expect(await state()).toMatchObject({ plan: { key: "free" } });
    billing.sandbox.sandbox.setFaults({ fail: 0 });
    billing.clock.advance(5_000);
    await billing.settle();
    expect(await state()).toMatchObject({ plan: { key: "professional" } });
  });
});
