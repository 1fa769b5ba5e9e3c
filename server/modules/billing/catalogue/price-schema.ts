import { z } from "zod";
import { Currency } from "./key-schema.ts";

export const INTERVALS = ["month", "quarter", "year"] as const;
export const BillingInterval = z.enum(INTERVALS);
export type BillingInterval = z.output<typeof BillingInterval>;

export const Price = z.strictObject({
  interval: BillingInterval,
  currency: Currency,
  /** In the currency's minor unit. */
  amountMinor: z.number().int().positive(),
});
export type Price = z.output<typeof Price>;

/** The ways something is sold: one price each. */
export const wayOf = ({ interval, currency }: Pick<Price, "interval" | "currency">): string =>
  `${interval}/${currency}`;
