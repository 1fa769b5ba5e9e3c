import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { card, type SandboxRig, seedPrice, startSandbox } from "#tests/support/stripe-sandbox.ts";

let rig: SandboxRig;
let subscription: Stripe.Subscription;
let configuration: string;
let dearer: Stripe.Price;
beforeEach(async () => {
  rig = await startSandbox();
  const { price } = await seedPrice(rig.stripe, { unit_amount: 3000 });
  const seeded = await seedPrice(rig.stripe, { unit_amount: 9000 });
  dearer = seeded.price;
  const customer = await rig.stripe.customers.create({ email: "ada@acme.test" });
  const method = await rig.stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  subscription = await rig.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    default_payment_method: method.id,
  });
  const made = await rig.stripe.billingPortal.configurations.create({
    features: {
      subscription_cancel: { enabled: true },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ["price"],
        products: [{ product: seeded.product.id, prices: [dearer.id] }],
        proration_behavior: "always_invoice",
      },
    },
  });
  configuration = made.id;
});
afterEach(() => rig.sandbox.close());

const open = (flow_data?: Stripe.BillingPortal.SessionCreateParams.FlowData) =>
  rig.stripe.billingPortal.sessions.create({
    customer: String(subscription.customer),
    configuration,
    return_url: "http://acme.test/",
    ...(flow_data ? { flow_data } : {}),
  });
const back = { type: "redirect", redirect: { return_url: "http://acme.test/done" } } as const;
const pathOf = ({ url }: { url: string }) => new URL(url).pathname;
const now = () => rig.stripe.subscriptions.retrieve(subscription.id);

test("a flow to confirm a change shows its price, does it, and leads back", async () => {
  rig.sandbox.advance(15 * 86_400_000);
  const items = [{ id: subscription.items.data[0]?.id ?? "", price: dearer.id }];
  const session = await open({
    type: "subscription_update_confirm",
    subscription_update_confirm: { subscription: subscription.id, items },
    after_completion: back,
  });
  const page = await (await fetch(session.url)).text();
  expect(page).toContain("Confirm your change");
  expect(page).toContain("$30.00");
  const change = { action: "change", subscription: subscription.id, price: dearer.id };
  const done = await rig.submit(pathOf(session), change);
  expect(done.headers.get("location")).toBe("http://acme.test/done");
  expect((await now()).items.data[0]?.price.id).toBe(dearer.id);
});

test("a flow to change the card asks for nothing else", async () => {
  const session = await open({ type: "payment_method_update", after_completion: back });
  const page = await (await fetch(session.url)).text();
  expect(page).toContain("Save card");
  expect(page).not.toContain("Current plan");
  expect((await rig.submit(pathOf(session), { ...card("4000000000000002"), action: "card" })).status).toBe(
    402,
  );
  const done = await rig.submit(pathOf(session), { ...card("5555555555554444"), action: "card" });
  expect(done.headers.get("location")).toBe("http://acme.test/done");
  const method = await rig.stripe.paymentMethods.retrieve(String((await now()).default_payment_method));
  expect(method.card?.last4).toBe("4444");
});

test("a flow to cancel leads to that, and a flow must name the customer's own subscription", async () => {
  const asked = { subscription: subscription.id };
  const session = await open({ type: "subscription_cancel", subscription_cancel: asked });
  await rig.submit(pathOf(session), { action: "cancel", subscription: subscription.id });
  expect((await now()).cancel_at_period_end).toBe(true);
  await expect(open({ type: "subscription_cancel" })).rejects.toMatchObject({
    param: "flow_data[subscription_cancel][subscription]",
  });
});

test("a subscription of several products shows them all, and offers no change", async () => {
  expect(await (await fetch((await open()).url)).text()).toContain("Change plan");
  const extra = await seedPrice(rig.stripe, { unit_amount: 500 });
  await rig.stripe.subscriptions.update(subscription.id, { items: [{ price: extra.price.id, quantity: 3 }] });
  const page = await (await fetch((await open()).url)).text();
  expect(page).toContain("× 3");
  expect(page).toContain("$15.00");
  expect(page).not.toContain("Change plan");
});
