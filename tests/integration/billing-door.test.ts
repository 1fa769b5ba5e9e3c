import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ports } from "#server/kernel/ctx.ts";
import { createKey } from "#server/modules/api-keys/index.ts";
import { tenantCtx } from "#server/modules/audit/index.ts";
import { getSubscription } from "#server/modules/billing/index.ts";
import { openApiDocument } from "#server/rest/open-api.ts";
import { routes } from "#server/rest/routes.ts";
import { grantApiAccess } from "#tests/support/api-access.ts";
import { checkoutInput } from "#tests/support/billing.ts";
import type { MintedTenant } from "#tests/support/harness.ts";
import { type MoneyDesk, openMoneyDesk, type Payer } from "#tests/support/money-desk.ts";
import { restDoor } from "#tests/support/rest.ts";

let desk: MoneyDesk;
let acme: Payer;
let token: string;
beforeAll(async () => {
  desk = await openMoneyDesk();
  acme = await desk.payer();
  token = await keyOf(acme);
});
afterAll(() => desk.billing.close());

async function keyOf({ tenant, ctx }: Pick<MintedTenant, "tenant" | "ctx">): Promise<string> {
  await grantApiAccess({ tenant, ctx });
  const scopes = ["billing:read" as const, "billing:write" as const, "usage:write" as const];
  return (await createKey.call(ctx(), { name: "desk", scopes })).secret;
}

const from = { plan: "starter", interval: "month" };
const errorOf = async (method: string, path: string, body?: object) => {
  const answer = await desk.ask(method, path, { token, ...(body && { body }) });
  return [answer.status, answer.body.error];
};

describe("what is wrong is said so that it can be mended", () => {
  it.each([
    ["plan", { plan: "gold" }, /^There is no plan gold\. Choose one of: starter, professional/],
    ["plan", { plan: "free" }, /is free: there is nothing to pay/],
    ["plan", { plan: 5 }, /^Give a text\.$/],
    ["plan", { plan: undefined }, /^This is missing\. Give a text\.$/],
    ["interval", { interval: "week" }, /^Give one of: month, quarter, year\.$/],
    ["currency", { currency: "chf" }, /not sold in CHF, but in: USD, EUR, GBP\.$/],
    ["coupon", { coupon: "FREE" }, /^There is no such field: coupon\. Leave it out\.$/],
  ])("at the field %s of a purchase with %j", async (field, over, words) => {
    const body = { ...checkoutInput(acme.ctx(), "starter"), ...over };
    const [status, error] = await errorOf("POST", "/billing/subscribe", body);
    expect([status, error]).toEqual([
      400,
      expect.objectContaining({ code: "invalid_input", details: expect.anything() }),
    ]);
    expect(error.details.fields[field]).toMatch(words);
  });

  it("a change names what it is a change of", async () => {
    const [status, error] = await errorOf("PUT", "/subscriptions", {
      plan: "professional",
      interval: "month",
    });
    expect([status, error.details.fields.from]).toEqual([
      400,
      "Give the plan in force, as { plan, interval }: when it is another by then, nothing is changed.",
    ]);
  });

  it("use is sent as a list", async () => {
    const [status, error] = await errorOf("POST", "/usage/track", { meter: "strategies", amount: 1 });
    expect([status, error.details.fields.records]).toEqual([
      400,
      "Give a list of uses, each with id, meter and amount.",
    ]);
  });
});

describe("while Stripe does not answer", () => {
  /** What is asked of Stripe; everything else about billing is known here. */
  const asked: [string, string, object?][] = [
    ["POST", "/billing/portal", { returnUrl: "here" }],
    ["GET", "/billing/history"],
    ["GET", "/billing/invoices/in_1"],
    ["GET", "/billing/invoices/next"],
    ["GET", "/billing/payment-methods"],
    ["PUT", "/billing/payment-methods/pm_1/default", {}],
    ["DELETE", "/billing/payment-methods/pm_1"],
    ["PUT", "/subscriptions", { plan: "professional", interval: "month", from }],
    ["DELETE", "/subscriptions"],
    ["GET", "/subscriptions/change?plan=professional&interval=month"],
    ["DELETE", "/subscriptions/change"],
    ["POST", "/subscriptions/code", { code: "WELCOME" }],
    ["POST", "/subscriptions/pause", {}],
    ["POST", "/subscriptions/resume", {}],
    ["POST", "/billing/subscribe", { plan: "starter", interval: "month", returnUrl: "here" }],
    ["GET", "/billing/add-ons/extra-bots/price?quantity=1"],
    ["PUT", "/billing/add-ons/extra-bots", { quantity: 1, from: { ...from, quantity: 0 } }],
  ];
  const known = ["/billing", "/subscriptions", "/billing/plans", "/billing/limits", "/billing/add-ons"];

  const cutOff = (ports: Ports): Ports => {
    const client = new Stripe("sk_test_1", {
      host: "127.0.0.1",
      port: 1,
      protocol: "http",
      maxNetworkRetries: 0,
    });
    return { ...ports, stripe: { ...ports.stripe, client } };
  };
  const returnUrl = () => checkoutInput(acme.ctx(), "starter").returnUrl;
  const filled = (body?: object) =>
    body && ("returnUrl" in body ? { ...body, returnUrl: returnUrl() } : body);

  it("every address that needs it says so and changes nothing, the others go on, and all work afterwards", async () => {
    const before = await getSubscription.call(acme.ctx(), {});
    const audited = () =>
      desk.billing.ports.systemDb.client.auditLog.count({ where: { tenantId: acme.tenant.id } });
    const rows = await audited();
    const down = restDoor(cutOff(desk.billing.ports));
    const answers: unknown[] = [];
    for (const [method, path, given] of asked) {
      const body = filled(given);
      const answer = await down(method, path, { token, ...(body && { body }) });
      answers.push([method, path, answer.status, answer.body?.error?.details?.reason]);
    }
    expect(answers).toEqual(asked.map(([method, path]) => [method, path, 503, "stripe_unavailable"]));
    for (const path of known)
      expect([path, (await down("GET", path, { token })).status]).toEqual([path, 200]);
    expect(await audited()).toBe(rows);
    const { ports } = desk.billing;
    const up = restDoor(ports);
    const { tenant, actor } = acme.ctx();
    expect(await getSubscription.call(tenantCtx(ports, tenant, actor), {})).toEqual(before);
    expect((await up("GET", "/billing/history", { token })).status).toBe(200);
    const changed = await up("PUT", "/subscriptions", {
      token,
      body: { plan: "professional", interval: "month", from },
    });
    expect([changed.status, changed.body.state.plan.key]).toEqual([200, "professional"]);
  });
});

describe("the OpenAPI document", () => {
  it("has an id of its own for every operation, both forms of address, and the error", () => {
    const document = openApiDocument(routes, "https://marque.test");
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map((operation) => operation.operationId),
    );
    expect(ids).toHaveLength(routes.length);
    expect(new Set(ids).size).toBe(ids.length);
    expect(document.servers.map(({ url }) => url)).toEqual([
      "https://marque.test/api/v1",
      "https://marque.test/api/v1/tenants/{tenant}",
    ]);
    expect(document.paths["/billing"]?.get?.responses.default.content["application/json"].schema).toEqual({
      $ref: "#/components/schemas/Error",
    });
    expect(document.components.schemas.Error.properties.error.properties.code.enum).toContain(
      "payment_required",
    );
  });
});
