import { meters, products, type SubscriptionItem } from "../core/collections.ts";
import type { Reader } from "../core/store.ts";
import type { LineSpec, Period } from "./line-spec.ts";
import { usageWithin } from "./metering.ts";
import { priceParts } from "./pricing.ts";

/** What was used of a metered item within a period, at its price. */
export function usageLines(
  reader: Reader,
  customer: string,
  currency: string,
  { item, period }: { item: SubscriptionItem; period: Period },
): LineSpec[] {
  const { price } = item;
  const meter = reader.get(meters, price.recurring?.meter ?? "");
  const used = meter ? usageWithin(reader, meter, customer, period) : 0;
  const name = reader.get(products, price.product)?.name ?? price.product;
  return priceParts(reader, price, currency, used).map((part) => ({
    price,
    item: item.id,
    invoiceItem: null,
    quantity: part.quantity,
    amount: part.amount,
    unitAmountDecimal: part.unitAmountDecimal,
    description: `${part.label} ${name}`,
    period,
    isProration: false,
    isDiscountable: true,
    isUsage: true,
  }));
}
