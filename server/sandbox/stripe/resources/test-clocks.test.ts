import { afterEach, beforeEach, expect, test } from "vitest";
import { type SandboxRig, seedPrice, startSandbox } from "#tests/support/stripe-sandbox.ts";

const DAY = 86_400;
const FROZEN = Date.UTC(2030, 0, 1) / 1000;
let rig: SandboxRig;
beforeEach(async () => {
  rig = await startSandbox();
});
afterEach(() => rig.sandbox.close());

async function subscribe(test_clock?: string) {
  const { price } = await seedPrice(rig.stripe);
  const customer = await rig.stripe.customers.create(test_clock ? { test_clock } : {});
  const card = await rig.stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  return rig.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    default_payment_method: card.id,
  });
}
const invoices = async (subscription: string) =>
  (await rig.stripe.invoices.list({ subscription, limit: 100 })).data;

test("what is bound to a clock lives by it, and all else by the sandbox's own", async () => {
  const clock = await rig.stripe.testHelpers.testClocks.create({ frozen_time: FROZEN, name: "A year" });
  const bound = await subscribe(clock.id);
  const free = await subscribe();
  expect(bound).toMatchObject({ created: FROZEN, test_clock: clock.id });
  const advancing = await rig.stripe.testHelpers.testClocks.advance(clock.id, {
    frozen_time: FROZEN + 365 * DAY + 7200,
  });
  expect(advancing.status).toBe("advancing");
  await expect(
    rig.stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: FROZEN + 999 * DAY }),
  ).rejects.toThrow("advancing");
  await rig.sandbox.settle();
  expect(await rig.stripe.testHelpers.testClocks.retrieve(clock.id)).toMatchObject({
    status: "ready",
    frozen_time: FROZEN + 365 * DAY + 7200,
  });
  expect((await invoices(bound.id)).map(({ status }) => status)).toEqual(Array(13).fill("paid"));
  expect(await invoices(free.id)).toHaveLength(1);
  rig.sandbox.advance(31 * DAY * 1000);
  expect(await invoices(bound.id)).toHaveLength(13);
  expect(await invoices(free.id)).toHaveLength(2);
  const events = (await rig.stripe.events.list({ type: "test_helpers.test_clock.*" })).data;
  expect(events.map(({ type }) => type.split(".").at(-1))).toEqual(["ready", "advancing", "created"]);
});

test("a clock goes forward only, and takes its customers with it when it is deleted", async () => {
  const clock = await rig.stripe.testHelpers.testClocks.create({ frozen_time: FROZEN });
  const { id, customer } = await subscribe(clock.id);
  await expect(
    rig.stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: FROZEN }),
  ).rejects.toMatchObject({ param: "frozen_time" });
  await rig.stripe.testHelpers.testClocks.del(clock.id);
  expect(await rig.stripe.customers.retrieve(String(customer))).toMatchObject({ deleted: true });
  expect((await rig.stripe.subscriptions.retrieve(id)).status).toBe("canceled");
});
