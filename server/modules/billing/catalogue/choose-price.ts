import { AppError, fieldError } from "#server/kernel/errors.ts";
import type { BillingInterval, CataloguePlan, Price } from "./catalogue-schema.ts";

/**
 * The price that a plan is sold at; in its first currency where none is named.
 * @throws AppError `invalid_input` at `currency` or `interval` for what it is not sold in
 */
export function choosePrice(
  { name, prices }: CataloguePlan,
  { interval, currency }: { interval: BillingInterval; currency?: string | undefined },
): Price {
  const sold = currency ? prices.filter((price) => price.currency === currency) : prices;
  if (currency && sold.length === 0) {
    const known = [...new Set(prices.map((price) => price.currency))];
    const list = known.map((each) => each.toUpperCase()).join(", ");
    throw fieldError("currency", `${name} is not sold in ${currency.toUpperCase()}, but in: ${list}.`, {
      reason: "no_such_price",
      known,
    });
  }
  const price = sold.find((each) => each.interval === interval);
  if (price) return price;
  const where = currency ? ` in ${currency.toUpperCase()}` : "";
  const known = [...new Set(sold.map((each) => each.interval))];
  throw fieldError(
    "interval",
    `${name} is not sold by the ${interval}${where}, but by the ${known.join(" or ")}.`,
    {
      reason: "no_such_price",
      known,
    },
  );
}

/** @throws AppError `conflict` when a currency is named that is not the running subscription's */
export function requireCurrency(running: string, wanted: string | undefined): void {
  if (wanted === undefined || wanted === running) return;
  throw new AppError(
    "conflict",
    `This workspace pays in ${running.toUpperCase()}: a subscription keeps its currency for as long as it runs.`,
    { reason: "currency_mismatch", currency: running },
  );
}
