import { type CheckoutSession, type Customer, customers, type Invoice, prices } from "../core/collections.ts";
import { mustGet } from "../core/operation.ts";
import type { Tx } from "../core/tx.ts";
import { DAY } from "./calendar.ts";
import { type CheckoutPlan, checkoutPlans } from "./checkout-record.ts";
import { blankCustomer } from "./customer-record.ts";
import { sum } from "./discounting.ts";
import { createDiscount } from "./granting.ts";
import { asPreview } from "./previewing.ts";
import { amountFor } from "./pricing.ts";
import { openSubscription } from "./subscribing.ts";
import { PLAIN_TERMS, type SubscriptionSpec } from "./subscription-record.ts";

export function trialEndAt(plan: CheckoutPlan, now: number): number | null {
  if (!plan.trial) return null;
  return "end" in plan.trial ? plan.trial.end : now + plan.trial.days * DAY;
}

/** The subscription a session leads to. */
export function subscriptionSpecOf(
  tx: Tx,
  session: CheckoutSession,
  plan: CheckoutPlan,
  customer: Customer,
  card: string | null,
): SubscriptionSpec {
  const currency = session.currency ?? "usd";
  const items = plan.items.map(({ price, quantity }) => ({
    price: mustGet(tx, prices, price, "price"),
    quantity,
  }));
  const amount = items.reduce(
    (total, { price, quantity }) => total + amountFor(tx, price, currency, quantity),
    0,
  );
  const { id: checkoutSession } = session;
  const discount =
    plan.discount &&
    createDiscount(tx, plan.discount, { customer: customer.id, currency, amount, checkoutSession });
  if (discount) tx.emit("customer.discount.created", discount);
  return {
    ...PLAIN_TERMS,
    currency,
    customer: customer.id,
    defaultPaymentMethod: card,
    defaultTaxRates: plan.defaultTaxRates,
    description: plan.description,
    discounts: discount ? [discount.id] : [],
    isTaxAutomatic: plan.isTaxAutomatic,
    items,
    metadata: plan.metadata,
    missingPaymentMethod: plan.missingPaymentMethod,
    testClock: customer.test_clock ?? null,
    trialEnd: trialEndAt(plan, tx.now),
  };
}

export interface Place {
  country: string | null;
  state: string | null;
}

/** The first invoice as it would be for a buyer in `place`, or where the customer is known to be. */
export function quoteCheckout(
  tx: Tx,
  session: CheckoutSession,
  plan: CheckoutPlan,
  place: Place | null,
): Invoice {
  return tx.rehearse(() => {
    const known = session.customer
      ? mustGet(tx, customers, session.customer)
      : blankCustomer(tx.newId("cus"), tx.now);
    const customer = tx.put(customers, place ? withPlace(known, place) : known);
    const isLocated = Boolean(customer.address?.country);
    const asked = { ...plan, isTaxAutomatic: plan.isTaxAutomatic && isLocated };
    const { open } = openSubscription(tx, subscriptionSpecOf(tx, session, asked, customer, null));
    return asPreview(tx, open);
  });
}

export function withPlace(customer: Customer, { country, state }: Place): Customer {
  const blank = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  return { ...customer, address: { ...blank, ...customer.address, country, state } };
}

/** What a session says of its amounts, and of the discount it has. */
export function amountsOf(
  tx: Tx,
  session: CheckoutSession,
  plan: CheckoutPlan,
  invoice: Invoice,
): Partial<CheckoutSession> {
  const tax = sum(invoice.total_taxes ?? []);
  const { status } = invoice.automatic_tax;
  const discount = plan.discount && {
    coupon: plan.discount.coupon ?? null,
    promotion_code: plan.discount.promotion_code ?? null,
  };
  tx.put(checkoutPlans, plan);
  return {
    amount_subtotal: invoice.subtotal,
    amount_total: invoice.total,
    automatic_tax: plan.isTaxAutomatic
      ? { ...session.automatic_tax, status: status ?? "requires_location_inputs" }
      : session.automatic_tax,
    discounts: discount ? [discount] : [],
    total_details: {
      amount_discount: sum(invoice.total_discount_amounts ?? []),
      amount_shipping: 0,
      amount_tax: tax,
    },
  };
}
