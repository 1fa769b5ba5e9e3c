import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createKey } from "#server/modules/api-keys/index.ts";
import {
  type Catalogue,
  catalogueOf,
  changePlan,
  dropScheduledChange,
  listAddOnOffers,
  listAddOns,
  previewChange,
  previewNextInvoice,
  syncCatalogue,
} from "#server/modules/billing/index.ts";
import { addOnDesk, ON_PRO, ON_STARTER } from "#tests/support/add-ons.ts";
import { type BillingHarness, openBilling } from "#tests/support/billing.ts";
import { publish } from "#tests/support/catalogue.ts";
import type { MintedTenant } from "#tests/support/harness.ts";
import { restDoor } from "#tests/support/rest.ts";

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

describe("a change of plan", () => {
  it("upwards carries add-ons along and drops what the other plan has anyway", async () => {
    await desk.paying("professional");
    await desk.order("extra-bots", 2, ON_PRO);
    await desk.order("single-sign-on", 1, ON_PRO);
    await desk.pass(5);
    const to = { plan: "enterprise", interval: "month" as const };
    const quote = await previewChange.call(acme.ctx(), to);
    expect(quote).toMatchObject({
      nextAmountMinor: 29_900 + 3000,
      dropped: [{ key: "single-sign-on", name: "Single sign-on", quantity: 1 }],
    });
    await changePlan.call(acme.ctx(), { ...to, from: ON_PRO, quotedAt: quote.quotedAt });
    expect((await desk.invoices())[0]).toMatchObject({ status: "paid", totalMinor: quote.dueNowMinor });
    expect(await desk.owned()).toEqual({ "extra-bots": 2 });
    expect(await desk.limit("bots")).toBe(270);
    expect(await desk.has("sso")).toBe(true);
    expect(await previewNextInvoice.call(acme.ctx(), {})).toMatchObject({ dueMinor: quote.nextAmountMinor });
  });

  it("of interval swaps their prices", async () => {
    await desk.paying("starter");
    await desk.order("extra-bots", 2);
    const to = { plan: "starter", interval: "year" as const };
    const quote = await previewChange.call(acme.ctx(), to);
    expect(quote).toMatchObject({ timing: "now", nextAmountMinor: 29_000 + 30_000, dropped: [] });
    const { state: after } = await changePlan.call(acme.ctx(), {
      ...to,
      from: ON_STARTER,
      quotedAt: quote.quotedAt,
    });
    expect(after.subscription).toMatchObject({ interval: "year", amountMinor: 59_000 });
    expect((await desk.invoices())[0]).toMatchObject({ status: "paid", totalMinor: quote.dueNowMinor });
    expect(await desk.limit("bots")).toBe(30);
    expect((await listAddOns.call(acme.ctx(), {})).addOns[0]).toMatchObject({
      quantity: 2,
      unitAmountMinor: 15_000,
    });
  });

  it("downwards with the period drops then what the smaller plan may not take", async () => {
    await desk.paying("professional");
    await desk.order("extra-bots", 1, ON_PRO);
    await desk.order("single-sign-on", 1, ON_PRO);
    const quote = await previewChange.call(acme.ctx(), ON_STARTER);
    expect(quote).toMatchObject({
      timing: "period_end",
      nextAmountMinor: 2900 + 1500,
      dropped: [{ key: "single-sign-on" }],
    });
    await changePlan.call(acme.ctx(), { ...ON_STARTER, from: ON_PRO });
    expect(await desk.owned()).toEqual({ "extra-bots": 1, "single-sign-on": 1 });
    expect(await desk.has("sso")).toBe(true);
    await desk.pass(31);
    expect(await desk.state()).toMatchObject({
      plan: { key: "starter" },
      subscription: { amountMinor: 4400 },
    });
    expect(await desk.owned()).toEqual({ "extra-bots": 1 });
    expect(await desk.limit("bots")).toBe(20);
    expect(await desk.has("sso")).toBe(false);
    expect((await desk.invoices())[0]).toMatchObject({ status: "paid", totalMinor: quote.nextAmountMinor });
    await desk.order("extra-bots", 2);
    await desk.pass(31);
    expect(await desk.limit("bots")).toBe(30);
  });

  it("that is planned keeps add-ons as they are until it is taken back", async () => {
    await desk.paying("professional");
    await changePlan.call(acme.ctx(), { ...ON_STARTER, from: ON_PRO });
    await expect(desk.order("extra-bots", 1, ON_PRO)).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "change_scheduled" },
    });
    expect((await listAddOns.call(acme.ctx(), {})).obstacle).toMatchObject({ reason: "change_scheduled" });
    await dropScheduledChange.call(acme.ctx(), {});
    await desk.order("extra-bots", 1, ON_PRO);
    expect(await desk.limit("bots")).toBe(60);
  });
});

describe("a payment that fails", () => {
  it("takes add-ons off with the plan when its grace is over, and gives them back when it is paid", async () => {
    await desk.paying("starter");
    await desk.order("extra-bots", 2);
    await desk.giveRefusedCard();
    await desk.pass(31);
    expect(await desk.state()).toMatchObject({ basis: "grace" });
    expect(await desk.limit("bots")).toBe(30);
    await expect(desk.order("extra-bots", 3)).rejects.toMatchObject({ details: { reason: "not_active" } });
    await desk.pass(8);
    expect(await desk.limit("bots")).toBe(3);
    const open = (await desk.invoices()).find(({ status }) => status === "open");
    const { client } = billing.ports.stripe;
    const good = await client.paymentMethods.attach("pm_card_visa", { customer: await desk.customer() });
    await client.invoices.pay(open?.id ?? "", { payment_method: good.id });
    await billing.settle();
    expect(await desk.limit("bots")).toBe(30);
  });
});

it("what is bought stays when it is retired, and can only become less; nobody can leave it out", async () => {
  await desk.paying("starter");
  await desk.order("extra-bots", 2);
  const bots = (next: Catalogue) => next.addOns.filter(({ key }) => key === "extra-bots");
  const without = (next: Catalogue) =>
    Object.assign(next, { addOns: next.addOns.filter(({ key }) => key !== "extra-bots") });
  await expect(publish(billing.ports, without)).rejects.toMatchObject({
    details: { reason: "catalogue_in_use", inUse: [{ what: "addOn", key: "extra-bots" }] },
  });
  await publish(billing.ports, (next) => bots(next).map((each) => Object.assign(each, { isRetired: true })));
  await vi.waitFor(() => expect(bots(catalogueOf(billing.ports))).toMatchObject([{ isRetired: true }]));
  expect(await desk.limit("bots")).toBe(30);
  const offers = await listAddOnOffers.call(billing.visitor(), {});
  expect(offers.map(({ key }) => key)).not.toContain("extra-bots");
  await expect(desk.order("extra-bots", 3)).rejects.toMatchObject({ details: { reason: "add_on_retired" } });
  await desk.order("extra-bots", 1);
  expect(await desk.limit("bots")).toBe(20);
  await publish(billing.ports, (next) => bots(next).map((each) => Object.assign(each, { isRetired: false })));
  await vi.waitFor(() => expect(bots(catalogueOf(billing.ports))).toMatchObject([{ isRetired: false }]));
});

it("the API sells them too, under the tenant's path as well", async () => {
  const ask = restDoor(billing.ports);
  await desk.paying("starter");
  const { secret: token } = await createKey.call(acme.ctx(), {
    name: "shop",
    scopes: ["billing:read", "billing:write"],
  });
  const host = `${acme.tenant.slug}.localhost:3000`;
  expect((await ask("GET", "/billing/plans/add-ons")).body).toHaveLength(4);
  const own = `/tenants/${acme.tenant.slug}/billing/add-ons`;
  const price = await ask("GET", "/billing/add-ons/extra-members/price?quantity=2", { token, host });
  expect(price).toMatchObject({ status: 200, body: { unitAmountMinor: 500, currency: "usd" } });
  const body = { quantity: 2, from: { ...ON_STARTER, quantity: 0 }, quotedAt: price.body.quotedAt };
  expect(await ask("PUT", `${own}/extra-members`, { token, body })).toMatchObject({
    status: 200,
    body: { payUrl: null, state: { subscription: { amountMinor: 3900 } } },
  });
  const { body: list } = await ask("GET", own, { token });
  expect(list.addOns[2]).toMatchObject({ key: "extra-members", quantity: 2 });
  for (const [path, reason] of [
    ["/billing/add-ons/extra-members/price?quantity=101", "beyond_max_quantity"],
    ["/billing/add-ons/nothing/price?quantity=1", "no_such_add_on"],
  ] as const) {
    const { status, body: said } = await ask("GET", path, { token, host });
    expect([status, said.error.details.reason]).toEqual([400, reason]);
  }
  expect((await ask("PUT", "/billing/add-ons/extra-bots", { host, body })).status).toBe(401);
});

it("the plan is the plan in whatever order Stripe has the items, and equal add-ons are one", async () => {
  const { client } = billing.ports.stripe;
  const { prices } = await syncCatalogue(client, catalogueOf(billing.ports));
  await desk.paying("starter");
  const [old] = (await client.subscriptions.list({ customer: await desk.customer(), limit: 1 })).data;
  await client.subscriptions.cancel(old?.id ?? "");
  const price = (key: string) => prices.get(`marque_marque_${key}_month_usd`) ?? "";
  const customer = await desk.customer();
  const method = await client.paymentMethods.attach("pm_card_visa", { customer });
  await client.subscriptions.create({
    customer,
    default_payment_method: method.id,
    items: [
      { price: price("add_on_extra_bots"), quantity: 2 },
      { price: price("starter") },
      { price: price("add_on_extra_bots"), quantity: 1 },
    ],
  });
  await billing.settle();
  expect(await desk.state()).toMatchObject({
    plan: { key: "starter" },
    subscription: { amountMinor: 7400 },
  });
  expect(await desk.owned()).toEqual({ "extra-bots": 3 });
  await desk.order("extra-bots", 1);
  expect(await desk.owned()).toEqual({ "extra-bots": 1 });
});
