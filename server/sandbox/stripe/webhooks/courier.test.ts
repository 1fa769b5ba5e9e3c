import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { type SandboxRig, START, startSandbox, WEBHOOK_SECRET } from "#tests/support/stripe-sandbox.ts";
import { RETRY_SECONDS } from "./courier.ts";

let rig: SandboxRig;
afterEach(() => rig.sandbox.close());

const create = (name: string) => rig.stripe.customers.create({ name });
const namesReceived = () => rig.received.map(({ body }) => JSON.parse(body).data.object.name);

test("a body is signed so that the SDK accepts it, and refuses it once a byte differs", async () => {
  rig = await startSandbox();
  await create("Ada");
  await rig.sandbox.settle();
  const [{ body, signature } = { body: "", signature: "" }] = rig.received;
  const verify = (text: string, secret = WEBHOOK_SECRET, at = START.getTime()) =>
    rig.stripe.webhooks.constructEventAsync(text, signature, secret, 300, undefined, at);
  await expect(verify(body)).resolves.toMatchObject({ type: "customer.created" });
  await expect(verify(body.replace("Ada", "Eve"))).rejects.toThrow();
  await expect(verify(body, "whsec_other")).rejects.toThrow();
  await expect(verify(body, WEBHOOK_SECRET, START.getTime() + 301_000)).rejects.toThrow("tolerance");
});

test("a failing endpoint is tried again at growing distances, then given up", async () => {
  rig = await startSandbox({ respond: () => 500 });
  await create("Ada");
  expect(await rig.sandbox.settle()).toBe(1);
  for (const seconds of RETRY_SECONDS) {
    rig.passTime(seconds * 1000 - 1);
    expect(await rig.sandbox.settle()).toBe(0);
    rig.passTime(1);
    expect(await rig.sandbox.settle()).toBe(1);
  }
  rig.passTime(7 * 86_400_000);
  expect(await rig.sandbox.settle()).toBe(0);
  expect((await rig.stripe.events.list({ delivery_success: false })).data).toHaveLength(1);
});

test("what was not delivered before a restart is delivered after it", async () => {
  const directory = mkdtempSync(path.join(tmpdir(), "sandbox-"));
  rig = await startSandbox({ storage: { directory }, respond: () => 503 });
  await create("Ada");
  await rig.sandbox.settle();
  await rig.sandbox.close();
  rig = await startSandbox({ storage: { directory } });
  rig.passTime(5_000);
  await rig.sandbox.settle();
  expect(namesReceived()).toEqual(["Ada"]);
  expect((await rig.stripe.customers.list()).data.map(({ name }) => name)).toEqual(["Ada"]);
  rmSync(directory, { recursive: true });
});

test("faults: duplicate, reorder, drop, delay, fail", async () => {
  rig = await startSandbox();
  const { sandbox } = rig;
  sandbox.setFaults({ duplicate: true, reorder: true });
  await create("a");
  await create("b");
  await sandbox.settle();
  expect(namesReceived()).toEqual(["b", "b", "a", "a"]);

  sandbox.setFaults({ duplicate: false, reorder: false, drop: 1 });
  await create("dropped");
  await create("sent");
  await sandbox.settle();
  expect(namesReceived().slice(4)).toEqual(["sent"]);
  const known = (await rig.stripe.events.list({ type: "customer.created" })).data;
  expect(known).toHaveLength(4);

  sandbox.setFaults({ delaySeconds: 60 });
  await create("late");
  expect(await sandbox.settle()).toBe(0);
  rig.passTime(60_000);
  expect(await sandbox.settle()).toBe(1);

  sandbox.setFaults({ delaySeconds: 0, fail: 1 });
  await create("retried");
  await sandbox.settle();
  expect(namesReceived()).not.toContain("retried");
  rig.passTime(5_000);
  await sandbox.settle();
  expect(namesReceived()).toContain("retried");
});

test("an endpoint hears only what it asked for", async () => {
  rig = await startSandbox();
  const url = "http://other.invalid/";
  const { secret } = await rig.stripe.webhookEndpoints.create({ url, enabled_events: ["product.created"] });
  await create("Ada");
  await rig.stripe.products.create({ name: "Pro" });
  await rig.sandbox.settle();
  expect(rig.eventsReceived().map(({ type }) => type)).toEqual([
    "customer.created",
    "product.created",
    "product.created",
  ]);
  const last = rig.received.at(-1);
  const verify = (with_: string) =>
    rig.stripe.webhooks.constructEventAsync(
      last?.body ?? "",
      last?.signature ?? "",
      with_,
      300,
      undefined,
      START.getTime(),
    );
  await expect(verify(secret ?? "")).resolves.toBeDefined();
  await expect(verify(WEBHOOK_SECRET)).rejects.toThrow();
});
