import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resources } from "#server/sandbox/stripe/resources/registry.ts";
import { hasStripeReference, loadStripeReference, referenceNotice } from "#tests/support/stripe-reference.ts";
import {
  card,
  openCheckout,
  type SandboxRig,
  START,
  seedPrice,
  startSandbox,
  WEBHOOK_SECRET,
} from "#tests/support/stripe-sandbox.ts";
import { walkChanges } from "./walks/walk-changes.ts";
import { walkCheckouts } from "./walks/walk-checkouts.ts";
import { walkDiscounts } from "./walks/walk-discounts.ts";
import { walkMoneyBack } from "./walks/walk-money-back.ts";
import { walkUsage } from "./walks/walk-usage.ts";

if (!hasStripeReference) console.warn(`\n${referenceNotice}\n`);

const DAY_MS = 86_400_000;

describe.skipIf(!hasStripeReference)("the sandbox answers as Stripe does", () => {
  const reference = hasStripeReference ? loadStripeReference() : undefined;
  let rig: SandboxRig;
  const seen = new Set<string>();

  const note = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("object" in value && typeof value.object === "string") seen.add(value.object);
    Object.values(value).forEach(note);
  };

  const conforms = <T extends object>(answer: T): T => {
    const { lastResponse: _, ...plain } = JSON.parse(JSON.stringify(answer));
    note(plain);
    expect(reference?.problemsOf(plain)).toEqual([]);
    return answer;
  };

  beforeAll(async () => {
    rig = await startSandbox();
  });
  afterAll(() => rig.sandbox.close());

  test("every path the sandbox serves is in Stripe's reference", () => {
    const strangers = resources
      .flatMap(({ operations }) => operations)
      .filter(({ method, path }) => !reference?.hasEndpoint(method, path))
      .map(({ method, path }) => `${method} ${path}`);
    expect(strangers).toEqual([]);
  });

  test("a checked schema refuses what Stripe does not send", () => {
    const customer = { id: "cus_1", object: "customer", subscription: "sub_1" };
    expect(reference?.problemsOf(customer)).toContain("customer.subscription: Stripe sends no such field");
    expect(reference?.problemsOf(customer)).toContain("customer.created: is missing");
  });

  test("the catalogue", async () => {
    const { stripe } = rig;
    const { product, price } = await seedPrice(stripe, {
      lookup_key: "professional_month_usd",
      currency_options: { eur: { unit_amount: 7499 } },
    });
    conforms(product);
    conforms(price);
    conforms(await stripe.products.update(product.id, { description: "For teams", default_price: price.id }));
    conforms(await stripe.products.retrieve(product.id, { expand: ["default_price"] }));
    conforms(await stripe.products.list({ limit: 3 }));
    conforms(await stripe.prices.update(price.id, { nickname: "Monthly", metadata: { tier: "2" } }));
    conforms(await stripe.prices.retrieve(price.id, { expand: ["product", "currency_options"] }));
    conforms(await stripe.prices.list({ lookup_keys: ["professional_month_usd"] }));
  });

  test("a paid checkout and all it leaves behind", async () => {
    const { stripe } = rig;
    const { price } = await seedPrice(stripe);
    const customer = conforms(
      await stripe.customers.create({ email: "ada@acme.test", name: "Acme", address: { country: "GB" } }),
    );
    conforms(await stripe.customers.update(customer.id, { metadata: { tenant: "acme" } }));
    const open = conforms(await openCheckout(stripe, price.id, { customer: customer.id }));
    expect((await rig.submit(`/c/pay/${open.id}`, card("4242424242424242"))).status).toBe(303);

    const expand = ["subscription.latest_invoice.payments", "customer", "line_items", "invoice"];
    const session = conforms(await stripe.checkout.sessions.retrieve(open.id, { expand }));
    expect(session.payment_status).toBe("paid");
    conforms(await stripe.checkout.sessions.listLineItems(open.id));
    conforms(await stripe.checkout.sessions.list({ customer: customer.id }));
    conforms(await stripe.subscriptions.list({ customer: customer.id }));
    conforms(await stripe.invoices.list({ customer: customer.id }));
    conforms(await stripe.invoicePayments.list({}));
    conforms(await stripe.paymentIntents.list({ customer: customer.id }));
    conforms(await stripe.charges.list({ customer: customer.id }));
    conforms(await stripe.paymentMethods.list({ customer: customer.id }));
    conforms(await stripe.customers.retrieve(customer.id, { expand: ["subscriptions"] }));
    const [subscription] = (await stripe.subscriptions.list({ customer: customer.id })).data;
    const item = subscription?.items.data[0]?.id ?? "";
    conforms(await stripe.subscriptionItems.retrieve(item));
    conforms(
      await stripe.billingPortal.sessions.create({ customer: customer.id, return_url: "http://acme.test/" }),
    );
    const dearer = await seedPrice(stripe, { unit_amount: 19_900 });
    const portal = await stripe.billingPortal.configurations.create({
      features: {
        subscription_cancel: { enabled: true },
        subscription_update: {
          enabled: true,
          default_allowed_updates: ["price"],
          products: [{ product: dearer.product.id, prices: [dearer.price.id] }],
          proration_behavior: "always_invoice",
        },
      },
    });
    conforms(portal);
    conforms(await stripe.billingPortal.configurations.update(portal.id, { active: false }));
    conforms(await stripe.billingPortal.configurations.list({ expand: [] }));
    conforms(
      await stripe.subscriptions.update(subscription?.id ?? "", {
        items: [{ id: item, price: dearer.price.id }],
        proration_behavior: "always_invoice",
        expand: ["latest_invoice.payments"],
      }),
    );
    conforms(await stripe.subscriptions.update(subscription?.id ?? "", { cancel_at_period_end: true }));
    conforms(await stripe.subscriptions.cancel(subscription?.id ?? ""));
  });

  test("declined, expired, trialing, past due, paused and canceled", async () => {
    const { stripe, sandbox } = rig;
    const { price } = await seedPrice(stripe);
    const declined = await openCheckout(stripe, price.id, { customer_email: "bob@acme.test" });
    expect((await rig.submit(`/c/pay/${declined.id}`, card("4000000000000002"))).status).toBe(402);
    conforms(await stripe.checkout.sessions.expire(declined.id));

    for (const missing_payment_method of ["pause", "cancel", "create_invoice"] as const) {
      const customer = await stripe.customers.create({ email: `${missing_payment_method}@acme.test` });
      conforms(
        await stripe.subscriptions.create({
          customer: customer.id,
          items: [{ price: price.id }],
          trial_period_days: 7,
          trial_settings: { end_behavior: { missing_payment_method } },
        }),
      );
    }
    const customer = await stripe.customers.create({});
    conforms(await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: customer.id }));
    const [method] = (await stripe.customers.listPaymentMethods(customer.id)).data;
    const created = conforms(
      await stripe.subscriptions.create({
        customer: customer.id,
        items: [{ price: price.id }],
        default_payment_method: method?.id ?? "",
        expand: ["latest_invoice.payments"],
      }),
    );
    expect(created.status).toBe("incomplete");
    sandbox.advance(60 * DAY_MS);
    conforms(await stripe.subscriptions.list({ status: "all", limit: 100 }));
    conforms(await stripe.invoices.list({ limit: 100 }));
    conforms(await stripe.paymentIntents.list({ limit: 100 }));
    conforms(await stripe.charges.list({ limit: 100 }));
    conforms(await stripe.paymentMethods.detach(method?.id ?? ""));
    conforms(await stripe.customers.del(customer.id));
  });

  test("changes, previews, pauses and schedules", () => walkChanges({ rig, conforms }));

  test("coupons, codes, taxes and one-off invoices", () => walkDiscounts({ rig, conforms }));

  test("meters, usage, alerts and credits", () => walkUsage({ rig, conforms }));

  test("refunds, credit notes, disputes and entitlements", () => walkMoneyBack({ rig, conforms }));

  test("saved cards, checkouts of every kind, test clocks", () => walkCheckouts({ rig, conforms }));

  test("webhook endpoints", async () => {
    const { stripe } = rig;
    const url = "http://receiver.invalid/other";
    const endpoint = conforms(
      await stripe.webhookEndpoints.create({ url, enabled_events: ["invoice.paid"] }),
    );
    conforms(await stripe.webhookEndpoints.update(endpoint.id, { disabled: true }));
    conforms(await stripe.webhookEndpoints.list());
    conforms(await stripe.webhookEndpoints.del(endpoint.id));
  });

  test("every event has a known type, carries a conforming object, and is signed as the SDK expects", async () => {
    await rig.sandbox.settle();
    expect(rig.received.length).toBeGreaterThan(50);
    const types = new Set<string>();
    for (const { body, signature } of rig.received) {
      const event = await rig.stripe.webhooks.constructEventAsync(
        body,
        signature,
        WEBHOOK_SECRET,
        300,
        undefined,
        START.getTime(),
      );
      types.add(event.type);
      expect(reference?.events.has(event.type), event.type).toBe(true);
      expect(event.api_version).toBe(Stripe.API_VERSION);
      conforms(JSON.parse(body));
    }
    expect([...types].toSorted()).toMatchSnapshot();
    conforms(await rig.stripe.events.list({ limit: 100 }));
  });

  test("the walk touched every kind of object the sandbox keeps", () => {
    const kinds = resources.flatMap(({ collections = [] }) => collections.map(({ kind }) => kind));
    expect(kinds.filter((kind) => !seen.has(kind))).toEqual([]);
  });
});
