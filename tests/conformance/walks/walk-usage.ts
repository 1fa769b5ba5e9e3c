import { seedPrice } from "#tests/support/stripe-sandbox.ts";
import { DAY_MS, subscriber, type Walk } from "./walk.ts";

/** Meters, usage, tiers, alerts, credits. */
export async function walkUsage(walk: Walk): Promise<void> {
  const { rig, conforms } = walk;
  const { stripe, sandbox } = rig;
  const meter = conforms(
    await stripe.billing.meters.create({
      display_name: "API calls",
      event_name: "api_calls",
      default_aggregation: { formula: "sum" },
    }),
  );
  const { price } = await seedPrice(stripe, {});
  const tiered = conforms(
    await stripe.prices.create({
      product: String(price.product),
      currency: "usd",
      recurring: { interval: "month", usage_type: "metered", meter: meter.id },
      billing_scheme: "tiered",
      tiers_mode: "graduated",
      tiers: [
        { up_to: 100, unit_amount: 0 },
        { up_to: "inf", unit_amount: 2 },
      ],
      currency_options: {
        eur: {
          tiers: [
            { up_to: 100, unit_amount: 0 },
            { up_to: "inf", unit_amount: 3 },
          ],
        },
      },
      expand: ["tiers", "currency_options"],
    }),
  );
  const { subscription, customer } = await subscriber(walk, price.id);
  conforms(
    await stripe.subscriptions.update(subscription.id, { items: [{ price: tiered.id }], expand: ["items"] }),
  );
  const alert = conforms(
    await stripe.billing.alerts.create({
      title: "Much",
      alert_type: "usage_threshold",
      usage_threshold: { gte: 50, meter: meter.id, recurrence: "one_time" },
    }),
  );
  const event = {
    event_name: "api_calls",
    identifier: "usage_1",
    payload: { stripe_customer_id: customer.id, value: "250" },
  };
  conforms(await stripe.billing.meterEvents.create(event));
  await stripe.billing.meterEvents.create({ ...event, identifier: "usage_2" });
  const adjustment = { event_name: "api_calls", type: "cancel", cancel: { identifier: "usage_2" } } as const;
  conforms(await stripe.billing.meterEventAdjustments.create(adjustment));
  const grant = conforms(
    await stripe.billing.creditGrants.create({
      customer: customer.id,
      amount: { type: "monetary", monetary: { currency: "usd", value: 100 } },
      applicability_config: { scope: { price_type: "metered" } },
    }),
  );
  conforms(await stripe.invoices.createPreview({ subscription: subscription.id }));
  const hour = 3600;
  const start_time = Math.floor(customer.created / hour) * hour;
  conforms(
    await stripe.billing.meters.listEventSummaries(meter.id, {
      customer: customer.id,
      start_time,
      end_time: start_time + 2 * hour,
      value_grouping_window: "hour",
    }),
  );
  sandbox.advance(32 * DAY_MS);
  conforms(await stripe.invoices.list({ subscription: subscription.id }));
  const filter = { type: "credit_grant", credit_grant: grant.id } as const;
  conforms(await stripe.billing.creditBalanceSummaries.retrieve({ customer: customer.id, filter }));
  conforms(await stripe.billing.creditBalanceTransactions.list({ customer: customer.id }));
  conforms(await stripe.billing.creditGrants.expire(grant.id).catch(() => grant));
  conforms(await stripe.billing.alerts.archive(alert.id));
  conforms(await stripe.billing.meters.update(meter.id, { display_name: "Calls" }));
  conforms(await stripe.billing.meters.deactivate(meter.id));
  conforms(await stripe.billing.meters.reactivate(meter.id));
}
