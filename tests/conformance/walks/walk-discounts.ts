import { seedPrice } from "#tests/support/stripe-sandbox.ts";
import { DAY_MS, subscriber, type Walk } from "./walk.ts";

/** Coupons, promotion codes, taxes, tax ids, one-off invoices. */
export async function walkDiscounts(walk: Walk): Promise<void> {
  const { rig, conforms } = walk;
  const { stripe, sandbox } = rig;
  const { product, price } = await seedPrice(stripe, { tax_behavior: "exclusive" });
  const coupon = conforms(
    await stripe.coupons.create({
      amount_off: 500,
      currency: "usd",
      currency_options: { eur: { amount_off: 450 } },
      duration: "repeating",
      duration_in_months: 2,
      applies_to: { products: [product.id] },
      expand: ["currency_options", "applies_to"],
    }),
  );
  conforms(await stripe.coupons.update(coupon.id, { name: "Launch" }));
  conforms(await stripe.coupons.list());
  const code = conforms(
    await stripe.promotionCodes.create({
      promotion: { type: "coupon", coupon: coupon.id },
      code: "LAUNCH",
      max_redemptions: 5,
      restrictions: { minimum_amount: 100, minimum_amount_currency: "usd" },
    }),
  );
  conforms(await stripe.promotionCodes.retrieve(code.id, { expand: ["promotion.coupon"] }));
  conforms(await stripe.promotionCodes.list({ code: "LAUNCH" }));
  const { subscription, customer } = await subscriber(walk, price.id);
  const id = conforms(
    await stripe.customers.createTaxId(customer.id, { type: "eu_vat", value: "DE123456789" }),
  );
  sandbox.advance(5000);
  conforms(await stripe.customers.listTaxIds(customer.id));
  const discounted = conforms(
    await stripe.subscriptions.update(subscription.id, {
      automatic_tax: { enabled: true },
      discounts: [{ promotion_code: code.id }],
      expand: ["discounts.source.coupon", "discounts.promotion_code"],
    }),
  );
  for (const discount of discounted.discounts) if (typeof discount === "object") conforms(discount);
  sandbox.advance(31 * DAY_MS);
  const [taxed] = (await stripe.invoices.list({ subscription: subscription.id })).data;
  if (taxed) conforms(taxed);
  conforms(await stripe.taxRates.create({ display_name: "VAT", percentage: 20, inclusive: true }));
  conforms(await stripe.taxRates.list());
  conforms(await stripe.tax.settings.retrieve());
  conforms(await stripe.tax.settings.update({ defaults: { tax_behavior: "exclusive" } }));
  conforms(await stripe.subscriptions.deleteDiscount(subscription.id));
  conforms(await stripe.customers.deleteTaxId(customer.id, id.id));
  await stripe.promotionCodes.update(code.id, { active: false });
  conforms(await stripe.coupons.del(coupon.id));

  conforms(await stripe.invoiceItems.create({ customer: customer.id, amount: 1200, currency: "usd" }));
  const asked = { customer: customer.id, pending_invoice_items_behavior: "include" } as const;
  const draft = conforms(await stripe.invoices.create(asked));
  conforms(await stripe.invoices.update(draft.id, { description: "Set-up" }));
  conforms(await stripe.invoices.finalizeInvoice(draft.id));
  conforms(await stripe.invoices.sendInvoice(draft.id));
  conforms(await stripe.invoices.markUncollectible(draft.id));
  conforms(await stripe.invoices.pay(draft.id, { paid_out_of_band: true }));
  conforms(await stripe.invoices.del((await stripe.invoices.create({ customer: customer.id })).id));
}
