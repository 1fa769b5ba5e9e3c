import {
  type Coupon,
  coupons,
  type Discount,
  discounts,
  invoices,
  type PromotionCode,
  promotionCodes,
  type Subscription,
  subscriptions,
} from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { mustGet } from "../core/operation.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { addIntervals } from "./calendar.ts";
import { amountOffIn, keptCoupons, mustGetDiscount } from "./discounting.ts";

export interface DiscountAsked {
  coupon?: string | null | undefined;
  promotion_code?: string | null | undefined;
  /** One that is there already. */
  discount?: string | null | undefined;
}

interface Granting {
  customer: string | null;
  currency: string;
  subscription?: string | null;
  checkoutSession?: string | null;
  /** What is bought, before discounts: a promotion code may ask for a minimum. */
  amount?: number;
}

/** @throws 400 with Stripe's reason when a coupon or code cannot be used */
export function createDiscount(tx: Tx, asked: DiscountAsked, granting: Granting): Discount {
  if (asked.discount) return mustGetDiscount(tx, asked.discount);
  const code = asked.promotion_code
    ? mustGet(tx, promotionCodes, asked.promotion_code, "promotion_code")
    : null;
  if (code) mustBeRedeemable(tx, code, granting);
  const coupon = mustGet(tx, coupons, code?.promotion.coupon ?? asked.coupon ?? "", "coupon");
  mustBeValid(tx, coupon, granting.currency);
  redeem(tx, coupon, code);
  const months = coupon.duration === "repeating" ? (coupon.duration_in_months ?? 1) : null;
  return tx.put(discounts, {
    id: tx.newId("di"),
    object: "discount",
    checkout_session: granting.checkoutSession ?? null,
    customer: granting.customer,
    customer_account: null,
    end:
      months &&
      addIntervals(
        tx.now,
        {
          interval: "month",
          interval_count: 1,
          meter: null,
          trial_period_days: null,
          usage_type: "licensed",
        },
        months,
      ),
    invoice: null,
    invoice_item: null,
    promotion_code: code?.id ?? null,
    source: { coupon: coupon.id, type: "coupon" },
    start: tx.now,
    subscription: granting.subscription ?? null,
    subscription_item: null,
  });
}

function redeem(tx: Tx, coupon: Coupon, code: PromotionCode | null): void {
  const times_redeemed = coupon.times_redeemed + 1;
  const valid = coupon.max_redemptions === null || times_redeemed < coupon.max_redemptions;
  tx.put(coupons, { ...coupon, times_redeemed, valid });
  tx.put(keptCoupons, coupon);
  if (!code) return;
  const used = code.times_redeemed + 1;
  const isLeft = code.max_redemptions === null || used < code.max_redemptions;
  tx.put(promotionCodes, { ...code, times_redeemed: used, active: code.active && isLeft && valid });
}

export function isCouponValid(coupon: Coupon, now: number): boolean {
  return (
    (coupon.redeem_by === null || coupon.redeem_by > now) &&
    (coupon.max_redemptions === null || coupon.times_redeemed < coupon.max_redemptions)
  );
}

export function mustBeValid(reader: Reader & { now: number }, coupon: Coupon, currency: string): void {
  if (coupon.redeem_by !== null && coupon.redeem_by <= reader.now) {
    throw invalidRequest(`Coupon expired: ${coupon.id}`, { param: "coupon", code: "coupon_expired" });
  }
  if (!isCouponValid(coupon, reader.now)) {
    throw invalidRequest(`Coupon ${coupon.id} is used up and cannot be applied.`, { param: "coupon" });
  }
  if (coupon.amount_off !== null && amountOffIn(reader, coupon, currency) === 0) {
    throw invalidRequest(
      `The coupon ${coupon.id} can only be used with \`${coupon.currency}\`, not \`${currency}\`.`,
      { param: "coupon" },
    );
  }
}

/** Every reason for which a code is not taken: inactive, expired, used up, another's, not the first, too small. */
export function mustBeRedeemable(
  reader: Reader & { now: number },
  code: PromotionCode,
  { customer, currency, amount }: Granting,
): void {
  const refuse = (message: string) =>
    invalidRequest(message, { param: "promotion_code", code: "promotion_code_invalid" });
  const { restrictions } = code;
  if (code.expires_at !== null && code.expires_at <= reader.now)
    throw refuse("This promotion code has expired.");
  if (!code.active) throw refuse("This promotion code is not active.");
  if (code.max_redemptions !== null && code.times_redeemed >= code.max_redemptions) {
    throw refuse("This promotion code has been used up.");
  }
  if (code.customer !== null && code.customer !== customer) {
    throw refuse("This promotion code cannot be used by this customer.");
  }
  if (restrictions.first_time_transaction && customer !== null && hasPaid(reader, customer)) {
    throw refuse(
      "This promotion code cannot be redeemed because the associated customer has prior transactions.",
    );
  }
  const minimum =
    restrictions.minimum_amount_currency === currency
      ? restrictions.minimum_amount
      : (restrictions.currency_options?.[currency]?.minimum_amount ?? null);
  if (
    restrictions.minimum_amount !== null &&
    amount !== undefined &&
    (minimum === null || amount < minimum)
  ) {
    throw refuse("The order does not reach the minimum amount of this promotion code.");
  }
}

const hasPaid = (reader: Reader, customer: string): boolean =>
  reader.all(invoices).some((invoice) => invoice.customer === customer && invoice.amount_paid > 0);

/** Replaces what a subscription is given; nothing asked for changes nothing. */
export function grantDiscounts(
  tx: Tx,
  { id }: Pick<Subscription, "id">,
  asked: readonly DiscountAsked[] | null,
): void {
  if (asked?.length === 0) return;
  const subscription = mustGet(tx, subscriptions, id);
  const before = new Set(subscription.discounts);
  const { customer, currency } = subscription;
  const granted = (asked ?? []).map((each) =>
    createDiscount(tx, each, { customer, currency, subscription: id }),
  );
  const ids = granted.map((discount) => discount.id);
  tx.put(subscriptions, { ...subscription, discounts: ids });
  for (const discount of granted)
    if (!before.has(discount.id)) tx.emit("customer.discount.created", discount);
  for (const gone of before) {
    if (!ids.includes(gone)) tx.emit("customer.discount.deleted", mustGetDiscount(tx, gone));
  }
}

/** Codes are the same whatever their case, and one active code is one promotion. */
export const findCode = (reader: Reader, code: string): PromotionCode | undefined =>
  reader
    .all(promotionCodes)
    .find((each) => each.active && each.code.toLowerCase() === code.trim().toLowerCase());
