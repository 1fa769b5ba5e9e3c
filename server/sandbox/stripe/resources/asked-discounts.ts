import { createDiscount, type DiscountAsked } from "../billing/granting.ts";
import { amountFor } from "../billing/pricing.ts";
import type { ItemSpec } from "../billing/subscription-record.ts";
import type { Tx } from "../core/tx.ts";

interface Purchase {
  customer: string | null;
  currency: string;
  items: readonly ItemSpec[];
}

/** Creates the discounts a new subscription begins with. @throws 400 with the reason why one cannot be used */
export function discountIds(
  tx: Tx,
  asked: readonly DiscountAsked[],
  { customer, currency, items }: Purchase,
): string[] {
  const amount = items.reduce(
    (sum, { price, quantity }) => sum + amountFor(tx, price, currency, quantity),
    0,
  );
  return asked.map((each) => {
    const discount = createDiscount(tx, each, { customer, currency, amount });
    tx.emit("customer.discount.created", discount);
    return discount.id;
  });
}
