import { type Coupon, coupons, type Discount, discounts } from "../core/collections.ts";
import { mustGet } from "../core/operation.ts";
import { collection, type Reader } from "../core/store.ts";
import type { LineSpec } from "./line-spec.ts";

export interface DiscountAmount {
  amount: number;
  discount: string;
}

/** What Stripe shows of a coupon only when asked: the products it is for, and its amounts in other currencies. */
export const couponTerms = collection<{
  id: string;
  products: string[] | null;
  amounts: Record<string, number>;
}>("sandbox.coupon_terms");

/** A discount outlives its coupon: a deleted one goes on for those who have it. */
export const keptCoupons = collection<Coupon>("sandbox.kept_coupon");

export function couponOf(reader: Reader, { source }: Discount): Coupon {
  const id = source.coupon ?? "";
  return reader.get(keptCoupons, id) ?? mustGet(reader, coupons, id);
}

export const mustGetDiscount = (reader: Reader, id: string): Discount => mustGet(reader, discounts, id);

/** A discount is over once its time has passed. */
export const isOver = ({ end }: Discount, now: number): boolean => end !== null && end <= now;

/** What each discount takes off each line; they apply one after another to what the earlier ones left. */
export function discountLines(
  reader: Reader,
  lines: readonly LineSpec[],
  applied: readonly Discount[],
  currency: string,
): DiscountAmount[][] {
  const taken: DiscountAmount[][] = lines.map(() => []);
  for (const discount of applied) {
    const coupon = couponOf(reader, discount);
    const terms = reader.get(couponTerms, coupon.id);
    const left = lines.map((line, index) => {
      const isEligible =
        line.isDiscountable &&
        line.amount > 0 &&
        (!terms?.products || (line.price && terms.products.includes(line.price.product)));
      return isEligible ? line.amount - sum(taken[index] ?? []) : 0;
    });
    const off = coupon.amount_off === null ? null : amountOffIn(reader, coupon, currency);
    const shares =
      off === null ? left.map((amount) => percentOf(amount, coupon.percent_off ?? 0)) : spread(off, left);
    shares.forEach((amount, index) => {
      if (amount > 0) taken[index]?.push({ amount, discount: discount.id });
    });
  }
  return taken;
}

export const sum = (amounts: readonly { amount: number }[]): number =>
  amounts.reduce((total, { amount }) => total + amount, 0);

export const percentOf = (amount: number, percent: number): number => Math.round((amount * percent) / 100);

/** 0 when the coupon is not offered in this currency. */
export function amountOffIn(reader: Reader, coupon: Coupon, currency: string): number {
  if (coupon.currency === currency) return coupon.amount_off ?? 0;
  return reader.get(couponTerms, coupon.id)?.amounts[currency] ?? 0;
}

/** `off` over the lines in proportion to what is left of each, to the cent, and never more than that. */
function spread(off: number, left: readonly number[]): number[] {
  let whole = left.reduce((total, amount) => total + amount, 0);
  let rest = Math.min(off, whole);
  return left.map((amount) => {
    const share = whole === 0 ? 0 : Math.round((rest * amount) / whole);
    whole -= amount;
    rest -= share;
    return share;
  });
}

/** The part of a price that is left after the percentages: proration gives back what was really paid. */
export function percentLeft(reader: Reader, ids: readonly string[], product: string): number {
  return ids.reduce((left, id) => {
    const coupon = couponOf(reader, mustGetDiscount(reader, id));
    const products = reader.get(couponTerms, coupon.id)?.products;
    if (coupon.percent_off === null || (products && !products.includes(product))) return left;
    return left * (1 - coupon.percent_off / 100);
  }, 1);
}
