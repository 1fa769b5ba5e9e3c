import {
  type Customer,
  type InvoiceItem,
  invoiceItems,
  prices,
  type Subscription,
} from "../core/collections.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { fixed, type LineSource, type LineSpec } from "./line-spec.ts";

/** Invoice items that wait for this subscription's next invoice (or, without one, for the customer's). */
export function pendingItems(reader: Reader, customer: string, subscription: string | null): InvoiceItem[] {
  return reader
    .all(invoiceItems)
    .filter(
      (item) =>
        item.customer === customer &&
        item.invoice === null &&
        (subscriptionOf(item) ?? subscription) === subscription,
    );
}

export const subscriptionOf = ({ parent }: InvoiceItem): string | null =>
  parent?.subscription_details?.subscription ?? null;

export function sourceOf(reader: Reader, item: InvoiceItem): LineSource {
  return fixed({
    price: reader.get(prices, item.pricing?.price_details?.price ?? "") ?? null,
    item: item.parent?.subscription_details?.subscription_item ?? null,
    invoiceItem: item.id,
    quantity: item.quantity,
    amount: item.amount,
    unitAmountDecimal: item.pricing?.unit_amount_decimal ?? null,
    description: item.description ?? "",
    period: item.period,
    isProration: item.proration,
    isDiscountable: item.discountable,
    isUsage: false,
  });
}

interface NewItem {
  customer: Customer;
  currency: string;
  subscription: Subscription | null;
  spec: LineSpec;
  invoice?: string | null;
  metadata?: Record<string, string>;
}

export function putInvoiceItem(
  tx: Tx,
  { customer, currency, subscription, spec, ...rest }: NewItem,
): InvoiceItem {
  const item = tx.put(invoiceItems, {
    id: tx.newId("ii"),
    object: "invoiceitem",
    amount: spec.amount,
    currency,
    customer: customer.id,
    customer_account: null,
    date: tx.now,
    description: spec.description,
    discountable: spec.isDiscountable,
    discounts: [],
    invoice: rest.invoice ?? null,
    livemode: false,
    metadata: rest.metadata ?? {},
    net_amount: spec.amount,
    parent: subscription && {
      subscription_details: {
        subscription: subscription.id,
        ...(spec.item ? { subscription_item: spec.item } : {}),
      },
      type: "subscription_details",
    },
    period: spec.period,
    pricing: spec.price && {
      price_details: { price: spec.price.id, product: spec.price.product },
      type: "price_details",
      unit_amount_decimal: spec.unitAmountDecimal,
    },
    proration: spec.isProration,
    quantity: spec.quantity,
    quantity_decimal: String(spec.quantity),
    tax_rates: [],
    test_clock: customer.test_clock ?? null,
  });
  tx.emit("invoiceitem.created", item);
  return item;
}
