import type Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type SandboxRig, seedPrice, startSandbox } from "#tests/support/stripe-sandbox.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;
let rig: SandboxRig;
beforeEach(async () => {
  rig = await startSandbox();
});
afterEach(() => rig.sandbox.close());

async function buyer() {
  const customer = await rig.stripe.customers.create({});
  const card = await rig.stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  return { customer: customer.id, default_payment_method: card.id };
}

async function subscribe(
  discounts: Stripe.SubscriptionCreateParams.Discount[],
  terms: Partial<Stripe.PriceCreateParams> = {},
) {
  const { price } = await seedPrice(rig.stripe, { unit_amount: 10_000, ...terms });
  return rig.stripe.subscriptions.create({
    ...(await buyer()),
    items: [{ price: price.id }],
    discounts,
    expand: ["latest_invoice", "discounts.source.coupon"],
  });
}
const totals = async (subscription: string) =>
  (await rig.stripe.invoices.list({ subscription, limit: 100 })).data.map(({ total }) => total).reverse();

test("once, for some months, and for ever", async () => {
  const once = await rig.stripe.coupons.create({ percent_off: 25, duration: "once" });
  const months = await rig.stripe.coupons.create({
    amount_off: 1000,
    currency: "usd",
    duration: "repeating",
    duration_in_months: 2,
  });
  const forever = await rig.stripe.coupons.create({ percent_off: 50, duration: "forever" });
  const first = await subscribe([{ coupon: once.id }]);
  const second = await subscribe([{ coupon: months.id }]);
  const third = await subscribe([{ coupon: forever.id }]);
  rig.sandbox.advance(95 * DAY);
  expect(await totals(first.id)).toEqual([7500, 10_000, 10_000, 10_000]);
  expect(await totals(second.id)).toEqual([9000, 9000, 10_000, 10_000]);
  expect(await totals(third.id)).toEqual([5000, 5000, 5000, 5000]);
  const types = (await rig.stripe.events.list({ type: "customer.discount.deleted" })).data;
  expect(types).toHaveLength(2);
});

test("an invoice tells what each discount took off", async () => {
  const percent = await rig.stripe.coupons.create({ percent_off: 10, duration: "forever" });
  const fixed = await rig.stripe.coupons.create({ amount_off: 500, currency: "usd", duration: "forever" });
  const { latest_invoice: invoice, discounts } = await subscribe([
    { coupon: percent.id },
    { coupon: fixed.id },
  ]);
  expect(invoice).toMatchObject({
    subtotal: 10_000,
    total: 8500,
    total_discount_amounts: [{ amount: 1000 }, { amount: 500 }],
  });
  expect(discounts).toMatchObject([{ source: { coupon: { percent_off: 10 } } }, {}]);
});

test("tax is on what is left after the discount, added to it or within it", async () => {
  const coupon = await rig.stripe.coupons.create({ percent_off: 20, duration: "once" });
  const totalOf = async (tax_behavior: "exclusive" | "inclusive") => {
    const { price } = await seedPrice(rig.stripe, { unit_amount: 10_000, tax_behavior });
    const preview = await rig.stripe.invoices.createPreview({
      automatic_tax: { enabled: true },
      customer_details: { address: { country: "DE" } },
      discounts: [{ coupon: coupon.id }],
      subscription_details: { items: [{ price: price.id }] },
    });
    return [preview.total, preview.total_taxes?.[0]?.amount, preview.total_excluding_tax];
  };
  expect(await totalOf("exclusive")).toEqual([9520, 1520, 8000]);
  expect(await totalOf("inclusive")).toEqual([8000, 1277, 6723]);
});

test("a coupon for one product leaves the others alone; prorations give back what was paid", async () => {
  const { product } = await seedPrice(rig.stripe);
  const other = await rig.stripe.coupons.create({
    percent_off: 50,
    duration: "forever",
    applies_to: { products: [product.id] },
  });
  expect((await subscribe([{ coupon: other.id }])).latest_invoice).toMatchObject({ total: 10_000 });
  const half = await rig.stripe.coupons.create({ percent_off: 50, duration: "forever" });
  const { id } = await subscribe([{ coupon: half.id }], { unit_amount: 6000 });
  rig.sandbox.advance(15 * DAY);
  await rig.stripe.subscriptions.cancel(id, { prorate: true, invoice_now: true });
  expect(await totals(id)).toEqual([3000, -1500]);
});

describe("promotion codes", () => {
  const code = async (
    terms: Partial<Stripe.PromotionCodeCreateParams> = {},
    coupon: Stripe.CouponCreateParams = { percent_off: 20, duration: "once" },
  ) => {
    const made = await rig.stripe.coupons.create(coupon);
    return rig.stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: made.id }, ...terms });
  };
  const use = (promotion_code: string) => subscribe([{ promotion_code }]);

  test("count their uses, and stop at the limit", async () => {
    const promotion = await code({ code: "LAUNCH20", max_redemptions: 1 });
    expect((await use(promotion.id)).latest_invoice).toMatchObject({ total: 8000 });
    expect(await rig.stripe.promotionCodes.retrieve(promotion.id)).toMatchObject({
      active: false,
      times_redeemed: 1,
    });
    await expect(use(promotion.id)).rejects.toThrow("not active");
    await rig.stripe.promotionCodes.update(promotion.id, { active: true });
    await expect(use(promotion.id)).rejects.toThrow("used up");
    await rig.stripe.promotionCodes.update(promotion.id, { active: false });
    expect((await rig.stripe.promotionCodes.list({ code: "launch20" })).data).toHaveLength(1);
  });

  test("expire, and are told apart by customer, first purchase, minimum and currency", async () => {
    const late = await code({ expires_at: Date.UTC(2026, 10, 2) / 1000 });
    rig.sandbox.advance(2 * DAY);
    await expect(use(late.id)).rejects.toThrow("expired");
    const stranger = await rig.stripe.customers.create({});
    await expect(use((await code({ customer: stranger.id })).id)).rejects.toThrow("this customer");
    const dear = await code({ restrictions: { minimum_amount: 20_000, minimum_amount_currency: "usd" } });
    await expect(use(dear.id)).rejects.toThrow("minimum amount");
    const euro = await code({}, { amount_off: 100, currency: "eur" });
    await expect(use(euro.id)).rejects.toThrow("eur");
    const first = await code({ restrictions: { first_time_transaction: true } });
    const terms = { ...(await buyer()), items: [{ price: (await seedPrice(rig.stripe)).price.id }] };
    await rig.stripe.subscriptions.create(terms);
    await expect(
      rig.stripe.subscriptions.create({ ...terms, discounts: [{ promotion_code: first.id }] }),
    ).rejects.toThrow("prior transactions");
  });
});

test("a subscription takes a discount later, and loses it", async () => {
  const coupon = await rig.stripe.coupons.create({ percent_off: 50, duration: "forever" });
  const { id } = await subscribe([]);
  await rig.stripe.subscriptions.update(id, { discounts: [{ coupon: coupon.id }] });
  rig.sandbox.advance(30 * DAY + HOUR);
  await rig.stripe.subscriptions.deleteDiscount(id);
  await rig.stripe.coupons.del(coupon.id);
  rig.sandbox.advance(31 * DAY);
  expect(await totals(id)).toEqual([10_000, 5000, 10_000]);
});

test("what makes no sense is refused", async () => {
  const create = (params: Stripe.CouponCreateParams) => rig.stripe.coupons.create(params);
  await expect(create({ percent_off: 10, amount_off: 5, currency: "usd" })).rejects.toThrow("exactly one");
  await expect(create({ amount_off: 5 })).rejects.toMatchObject({ param: "currency" });
  await expect(create({ percent_off: 10, duration: "repeating" })).rejects.toMatchObject({
    param: "duration_in_months",
  });
  await expect(create({ percent_off: 101 })).rejects.toMatchObject({ param: "percent_off" });
});
