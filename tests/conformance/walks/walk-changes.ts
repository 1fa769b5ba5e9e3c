import { seedPrice } from "#tests/support/stripe-sandbox.ts";
import { DAY_MS, subscriber, type Walk } from "./walk.ts";

/** Previews, prorations, pending updates, pauses, schedules and ends of a subscription. */
export async function walkChanges(walk: Walk): Promise<void> {
  const { rig, conforms } = walk;
  const { stripe, sandbox } = rig;
  const { price } = await seedPrice(stripe);
  const { price: dearer } = await seedPrice(stripe, { unit_amount: 19_900 });
  const { subscription, item, customer, method } = await subscriber(walk, price.id);
  sandbox.advance(10 * DAY_MS);
  const items = [{ id: item, price: dearer.id }];
  for (const proration_behavior of ["always_invoice", "create_prorations"] as const) {
    const asked = { subscription: subscription.id, subscription_details: { items, proration_behavior } };
    conforms(await stripe.invoices.createPreview(asked));
  }
  conforms(await stripe.subscriptions.update(subscription.id, { items }));
  conforms(await stripe.invoiceItems.list({ pending: true }));
  const bad = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: customer.id });
  await stripe.subscriptions.update(subscription.id, { default_payment_method: bad.id });
  const pending = conforms(
    await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, quantity: 3 }],
      proration_behavior: "always_invoice",
      payment_behavior: "pending_if_incomplete",
    }),
  );
  conforms(await stripe.invoices.pay(String(pending.latest_invoice), { payment_method: method.id }));
  await stripe.subscriptions.update(subscription.id, { default_payment_method: method.id });
  conforms(await stripe.subscriptions.pause(subscription.id, { invoicing_behavior: "invoice" }));
  conforms(await stripe.subscriptions.resume(subscription.id));
  conforms(await stripe.customers.listBalanceTransactions(customer.id));

  conforms(await stripe.subscriptionItems.update(item, { metadata: { seat: "1" } }));
  conforms(await stripe.subscriptionItems.list({ subscription: subscription.id }));
  conforms(await stripe.paymentMethods.update(method.id, { metadata: { first: "yes" } }));
  const flow_data = {
    type: "subscription_cancel",
    subscription_cancel: { subscription: subscription.id },
  } as const;
  conforms(await stripe.billingPortal.sessions.create({ customer: customer.id, flow_data }));
  const schedule = conforms(
    await stripe.subscriptionSchedules.create({ from_subscription: subscription.id }),
  );
  const [phase] = schedule.phases;
  const start_date = phase?.start_date ?? 0;
  const end_date = phase?.end_date ?? 0;
  conforms(
    await stripe.subscriptionSchedules.update(schedule.id, {
      phases: [
        { items: [{ price: dearer.id, quantity: 3 }], start_date, end_date },
        { items: [{ price: price.id }], start_date: end_date },
      ],
    }),
  );
  conforms(await stripe.subscriptionSchedules.list({ customer: customer.id }));
  sandbox.advance(63 * DAY_MS);
  conforms(await stripe.subscriptionSchedules.retrieve(schedule.id));
  conforms(await stripe.subscriptions.cancel(subscription.id, { invoice_now: true, prorate: true }));
  const search = await stripe.subscriptions.search({ query: `status:"canceled"` });
  for (const found of search.data) conforms(found);
}
