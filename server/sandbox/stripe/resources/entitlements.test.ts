import { afterEach, beforeEach, expect, test } from "vitest";
import { type SandboxRig, seedPrice, startSandbox } from "#tests/support/stripe-sandbox.ts";

let rig: SandboxRig;
beforeEach(async () => {
  rig = await startSandbox();
});
afterEach(() => rig.sandbox.close());

const subscribed = async () => {
  const { product, price } = await seedPrice(rig.stripe);
  const feature = await rig.stripe.entitlements.features.create({ lookup_key: "sso", name: "SSO" });
  const attached = await rig.stripe.products.createFeature(product.id, { entitlement_feature: feature.id });
  const customer = await rig.stripe.customers.create({});
  const card = await rig.stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  const subscription = await rig.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    default_payment_method: card.id,
  });
  return { product, attached, customer: customer.id, subscription };
};
const keysOf = async (customer: string) =>
  (await rig.stripe.entitlements.activeEntitlements.list({ customer })).data.map(
    ({ lookup_key }) => lookup_key,
  );
const summaries = async () =>
  (await rig.stripe.events.list({ type: "entitlements.active_entitlement_summary.updated" })).data;

test("come with a subscription and go with it, each time told once with all that is active", async () => {
  const { customer, subscription } = await subscribed();
  expect(await keysOf(customer)).toEqual(["sso"]);
  expect(await summaries()).toHaveLength(1);
  await rig.stripe.subscriptions.cancel(subscription.id);
  expect(await keysOf(customer)).toEqual([]);
  const [last] = await summaries();
  expect(last?.data.object).toMatchObject({ customer, entitlements: { data: [] } });
});

test("follow the product when its features change", async () => {
  const { product, attached, customer } = await subscribed();
  const audit = await rig.stripe.entitlements.features.create({ lookup_key: "audit", name: "Audit" });
  await rig.stripe.products.createFeature(product.id, { entitlement_feature: audit.id });
  expect((await keysOf(customer)).toSorted()).toEqual(["audit", "sso"]);
  await rig.stripe.products.deleteFeature(product.id, attached.id);
  expect(await keysOf(customer)).toEqual(["audit"]);
  expect((await rig.stripe.products.listFeatures(product.id)).data).toHaveLength(1);
});

test("a lookup key is one feature's, and a feature is attached once", async () => {
  const { product } = await subscribed();
  const again = { lookup_key: "sso", name: "Again" };
  await expect(rig.stripe.entitlements.features.create(again)).rejects.toMatchObject({ param: "lookup_key" });
  const [feature] = (await rig.stripe.entitlements.features.list({ lookup_key: "sso" })).data;
  await expect(
    rig.stripe.products.createFeature(product.id, { entitlement_feature: feature?.id ?? "" }),
  ).rejects.toThrow("already");
});
