import Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type SandboxRig, seedPrice, startSandbox } from "#tests/support/stripe-sandbox.ts";

let rig: SandboxRig;
beforeEach(async () => {
  rig = await startSandbox();
});
afterEach(() => rig.sandbox.close());

const raw = (path: string, init: RequestInit = {}) =>
  fetch(new URL(path, rig.url), { ...init, headers: { authorization: "Bearer sk_test_1", ...init.headers } });
const errorOf = async (answer: Response) => ({ status: answer.status, ...(await answer.json()).error });

describe("errors speak Stripe's envelope", () => {
  test("no key, a live key, another version", async () => {
    expect((await fetch(new URL("/v1/customers", rig.url))).status).toBe(401);
    expect((await raw("/v1/customers", { headers: { authorization: "Bearer sk_live_1" } })).status).toBe(401);
    const old = await raw("/v1/customers", { headers: { "stripe-version": "2020-08-27" } });
    expect(await errorOf(old)).toMatchObject({ status: 400, type: "invalid_request_error" });
  });

  test("an unknown path", async () => {
    expect(await errorOf(await raw("/v1/unicorns"))).toMatchObject({ status: 404 });
  });

  test("a missing object: 404 in the path, 400 in a parameter", async () => {
    await expect(rig.stripe.customers.retrieve("cus_no")).rejects.toMatchObject({
      statusCode: 404,
      code: "resource_missing",
      message: "No such customer: 'cus_no'",
    });
    const price = { currency: "usd", unit_amount: 1, product: "prod_no" };
    await expect(rig.stripe.prices.create(price)).rejects.toMatchObject({
      statusCode: 400,
      param: "product",
    });
  });

  test("a parameter that is unknown, missing or wrong is named", async () => {
    const post = async (body: string) => errorOf(await raw("/v1/prices", { method: "POST", body }));
    expect(await post("currency=usd&unit_amount=1&product=p&colour=red")).toMatchObject({
      code: "parameter_unknown",
      param: "colour",
    });
    expect(await post("unit_amount=1&product=p")).toMatchObject({
      code: "parameter_missing",
      param: "currency",
    });
    expect(await post("currency=usd&unit_amount=1.5&product=p")).toMatchObject({
      code: "parameter_invalid_integer",
      param: "unit_amount",
    });
  });

  test("a property that cannot be expanded", async () => {
    const { price } = await seedPrice(rig.stripe);
    await expect(rig.stripe.prices.retrieve(price.id, { expand: ["nickname.x"] })).resolves.toBeDefined();
    await expect(rig.stripe.prices.retrieve(price.id, { expand: ["unit_amount"] })).rejects.toMatchObject({
      message: "This property cannot be expanded (unit_amount).",
    });
  });

  test("a body over a megabyte is refused", async () => {
    const answer = await raw("/v1/customers", { method: "POST", body: `name=${"x".repeat(1_100_000)}` });
    expect(answer.status).toBe(413);
  });
});

describe("Idempotency-Key", () => {
  const once = { idempotencyKey: "key-1" };

  test("the same request is answered the same, and done once", async () => {
    const first = await rig.stripe.customers.create({ email: "a@b.test" }, once);
    const second = await rig.stripe.customers.create({ email: "a@b.test" }, once);
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers["idempotent-replayed"]).toBe("true");
    expect(second.lastResponse.requestId).toBe(first.lastResponse.requestId);
    expect((await rig.stripe.customers.list()).data).toHaveLength(1);
  });

  test("another body under the same key is a 400 idempotency_error", async () => {
    await rig.stripe.customers.create({ email: "a@b.test" }, once);
    await expect(rig.stripe.customers.create({ email: "c@d.test" }, once)).rejects.toMatchObject({
      statusCode: 400,
      type: "StripeIdempotencyError",
    });
  });

  test("a second request while the first is running is a 409", async () => {
    rig.sandbox.setFaults({ apiDelayMs: 100 });
    const answers = await Promise.allSettled([
      rig.stripe.customers.create({ email: "a@b.test" }, once),
      rig.stripe.customers.create({ email: "a@b.test" }, once),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(answers.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { statusCode: 409, code: "idempotency_key_in_use" },
    });
  });

  test("an error is remembered once the operation had begun, and not when its parameters were wrong", async () => {
    const create = (product: string) =>
      rig.stripe.prices.create({ currency: "usd", unit_amount: 5, product }, once);
    await expect(create("prod_later")).rejects.toMatchObject({ code: "resource_missing" });
    await rig.stripe.products.create({ id: "prod_later", name: "Later" });
    await expect(create("prod_later")).rejects.toMatchObject({ code: "resource_missing" });
    const wrong = await raw("/v1/products", { method: "POST", headers: { "idempotency-key": "key-2" } });
    expect(wrong.status).toBe(400);
    await expect(
      rig.stripe.products.create({ name: "Fine" }, { idempotencyKey: "key-2" }),
    ).resolves.toBeDefined();
  });
});

describe("lists", () => {
  test("newest first, both directions, and the SDK's own paging", async () => {
    for (const name of ["a", "b", "c", "d", "e"]) await rig.stripe.customers.create({ name });
    const names = (page: Stripe.ApiList<Stripe.Customer>) => page.data.map(({ name }) => name).join("");
    const first = await rig.stripe.customers.list({ limit: 2 });
    expect([names(first), first.has_more]).toEqual(["ed", true]);
    const last = await rig.stripe.customers.list({ limit: 3, starting_after: first.data[1]?.id ?? "" });
    expect([names(last), last.has_more]).toEqual(["cba", false]);
    const back = await rig.stripe.customers.list({ limit: 1, ending_before: last.data[0]?.id ?? "" });
    expect([names(back), back.has_more]).toEqual(["d", true]);
    const all = await rig.stripe.customers.list({ limit: 2 }).autoPagingToArray({ limit: 100 });
    expect(all.map(({ name }) => name).join("")).toBe("edcba");
  });

  test("limits outside 1–100 are refused", async () => {
    await expect(rig.stripe.customers.list({ limit: 101 })).rejects.toThrow("limit");
    await expect(rig.stripe.customers.list({ limit: 0 })).rejects.toThrow("limit");
  });
});

describe("lookup keys", () => {
  test("one price holds a key; transferring moves it", async () => {
    const { product, price } = await seedPrice(rig.stripe, { lookup_key: "pro" });
    const again = { product: product.id, currency: "usd", unit_amount: 8999, lookup_key: "pro" };
    await expect(rig.stripe.prices.create(again)).rejects.toMatchObject({ param: "lookup_key" });
    const moved = await rig.stripe.prices.create({ ...again, transfer_lookup_key: true });
    expect((await rig.stripe.prices.list({ lookup_keys: ["pro"] })).data.map(({ id }) => id)).toEqual([
      moved.id,
    ]);
    expect((await rig.stripe.prices.retrieve(price.id)).lookup_key).toBeNull();
  });
});

test("requests can be told to come again, or be lost, and are not done", async () => {
  rig.sandbox.setFaults({ apiRateLimit: 1 });
  await expect(rig.stripe.customers.create({})).rejects.toMatchObject({
    statusCode: 429,
    type: "StripeRateLimitError",
  });
  rig.sandbox.setFaults({ apiFail: 1 });
  await expect(rig.stripe.customers.create({})).rejects.toMatchObject({ statusCode: 500 });
  expect((await rig.stripe.customers.list()).data).toEqual([]);
  const control = (path: string, body: object) =>
    fetch(new URL(path, rig.url), {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
  expect((await control("/sandbox/faults", { apiFail: -1 })).status).toBe(400);
  expect(await (await control("/sandbox/faults", { apiRateLimit: 2 })).json()).toMatchObject({
    apiRateLimit: 2,
  });
});

test("a lost answer is asked for again by the SDK, and done once", async () => {
  rig.sandbox.setFaults({ apiFail: 1, apiRateLimit: 1 });
  const patient = new Stripe("sk_test_1", {
    host: "127.0.0.1",
    port: rig.port,
    protocol: "http",
    maxNetworkRetries: 3,
  });
  await patient.customers.create({ email: "a@b.test" });
  expect((await rig.stripe.customers.list()).data).toHaveLength(1);
});
