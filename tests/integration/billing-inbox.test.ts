import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { platformCtx } from "#server/modules/audit/index.ts";
import {
  backFillEvents,
  getSubscription,
  listStripeEvents,
  replayStripeEvent,
} from "#server/modules/billing/index.ts";
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
  billing.sandbox.sandbox.setFaults({ drop: 0, apiDelayMs: 0 });
});

const operator = () => platformCtx(billing.ports, { type: "operator", userId: acme.ownerId });
const state = () => getSubscription.call(acme.ctx(), {});
const eventsOf = (tenantId: string) =>
  billing.ports.systemDb.client.stripeEvent.findMany({ where: { boundTenantId: tenantId } });

describe("events that never arrived", () => {
  it("are fetched from Stripe, once, and acted on", async () => {
    billing.sandbox.sandbox.setFaults({ drop: 1000 });
    await billing.checkout(acme);
    await billing.settle();
    expect(await state()).toMatchObject({ plan: { key: "free" } });
    expect(await eventsOf(acme.tenant.id)).toEqual([]);

    expect(await backFillEvents(billing.ports)).toBeGreaterThan(0);
    await billing.work();
    expect(await state()).toMatchObject({ plan: { key: "professional" } });
    expect(await backFillEvents(billing.ports)).toBe(0);
  });

  it("are fetched when later ones did arrive", async () => {
    await backFillEvents(billing.ports);
    billing.sandbox.sandbox.setFaults({ drop: 1000 });
    await billing.checkout(acme);
    await billing.settle();
    billing.clock.advance(2 * 3_600_000);
    billing.sandbox.sandbox.setFaults({ drop: 0 });
    const later = await billing.mintTenant();
    await billing.checkout(later);
    await billing.settle();
    expect(await eventsOf(acme.tenant.id)).toEqual([]);
    await backFillEvents(billing.ports);
    expect(await eventsOf(acme.tenant.id)).not.toEqual([]);
  });

  it("are looked for only since Stripe was last asked", async () => {
    billing.sandbox.sandbox.setFaults({ drop: 1000 });
    await billing.checkout(acme);
    await billing.settle();
    billing.clock.advance(2 * 3_600_000);
    await backFillEvents(billing.ports);
    const { client } = billing.ports.systemDb;
    await client.stripeEvent.deleteMany({ where: { boundTenantId: acme.tenant.id } });
    expect(await backFillEvents(billing.ports)).toBe(0);
    expect(await eventsOf(acme.tenant.id)).toEqual([]);
  });
});

describe("an event that nothing came of", () => {
  /** Stripe does not answer while the worker acts. */
  async function failedEvents() {
    await billing.checkout(acme);
    await billing.sandbox.sandbox.settle();
    const { subscriptions } = billing.ports.stripe.client;
    const list = subscriptions.list;
    subscriptions.list = () => {
      throw new Error("Stripe is down");
    };
    await billing.work().catch(() => {});
    subscriptions.list = list;
    const { events } = await listStripeEvents.call(operator(), { status: "failed" });
    return events.filter(({ tenantId }) => tenantId === acme.tenant.id);
  }

  it("is listed with its reason, and acts when it is replayed", async () => {
    const failed = await failedEvents();
    expect(failed.length).toBeGreaterThan(0);
    expect(failed[0]).toMatchObject({ attempts: 1, lastError: expect.stringContaining("Stripe is down") });
    for (const { id } of failed) {
      expect(await replayStripeEvent.call(operator(), { id })).toMatchObject({ status: "queued" });
    }
    await billing.work();
    expect(await state()).toMatchObject({ plan: { key: "professional" } });
    const rows = await eventsOf(acme.tenant.id);
    expect(rows.filter(({ status }) => status === "failed")).toEqual([]);
  });

  it("may be replayed twice: the second time is quiet", async () => {
    await billing.checkout(acme);
    await billing.settle();
    const [done] = (await eventsOf(acme.tenant.id)).filter(({ status }) => status === "done");
    const changes = () =>
      billing.ports.systemDb.client.outboxEvent.count({
        where: { tenantId: acme.tenant.id, type: "subscription.changed" },
      });
    const before = await changes();
    const id = done?.id ?? "";
    await Promise.all([
      replayStripeEvent.call(operator(), { id }),
      replayStripeEvent.call(operator(), { id }),
    ]);
    await billing.work();
    expect(await changes()).toBe(before);
    expect(await eventsOf(acme.tenant.id)).toContainEqual(expect.objectContaining({ id, status: "done" }));
  });

  it("is replayed by operators only, and only if it came and means something", async () => {
    const owner = platformCtx(billing.ports, acme.ctx().actor);
    await expect(replayStripeEvent.call(owner, { id: "evt_1" })).rejects.toMatchObject({ code: "not_found" });
    await expect(listStripeEvents.call(owner, {})).rejects.toMatchObject({ code: "not_found" });
    await expect(replayStripeEvent.call(operator(), { id: "evt_never" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(replayStripeEvent.call(operator(), { id: "no id" })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});

describe("an event of a customer that was nobody's", () => {
  it("is replayed once the customer is bound", async () => {
    const { client } = billing.ports.stripe;
    const { id: customer } = await client.customers.create({ email: "old@acme.test" });
    await client.customers.del(customer);
    await billing.settle();
    const known = await billing.ports.systemDb.client.stripeEvent.findMany({
      where: { objectId: customer, type: "customer.deleted" },
    });
    expect(known).toMatchObject([{ status: "unbound", payload: { type: "customer.deleted" } }]);
    const id = known[0]?.id ?? "";
    await expect(replayStripeEvent.call(operator(), { id })).rejects.toMatchObject({
      code: "unprocessable",
    });
    await acme.ctx().db.billingCustomer.create({
      data: { tenantId: acme.tenant.id, stripeCustomerId: customer, createdAt: billing.clock.now() },
    });
    expect(await replayStripeEvent.call(operator(), { id })).toMatchObject({ tenantId: acme.tenant.id });
  });
});

describe("pages of the inbox", () => {
  it("follow each other without a gap", async () => {
    await billing.checkout(acme);
    await billing.settle();
    const all = await listStripeEvents.call(operator(), { limit: 100 });
    const first = await listStripeEvents.call(operator(), { limit: 3 });
    const second = await listStripeEvents.call(operator(), { limit: 3, cursor: first.next ?? "" });
    expect([...first.events, ...second.events]).toEqual(all.events.slice(0, 6));
  });
});
