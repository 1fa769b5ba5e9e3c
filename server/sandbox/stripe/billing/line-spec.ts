import type { Price, SubscriptionItem } from "../core/collections.ts";

export interface Period {
  start: number;
  end: number;
}

/** One line of an invoice before discounts, credits and tax. */
export interface LineSpec {
  price: Price | null;
  /** The subscription item it is for. */
  item: string | null;
  /** The pending invoice item it came from. */
  invoiceItem: string | null;
  quantity: number;
  /** Minor units. */
  amount: number;
  unitAmountDecimal: string | null;
  description: string;
  period: Period;
  /** Part of a period: money back for what was paid, or the price of what is left. */
  isProration: boolean;
  isDiscountable: boolean;
  /** Metered usage, which billing credits pay for. */
  isUsage: boolean;
}

/** Where lines come from: usage is counted anew until the invoice is final. */
export type LineSource =
  | { kind: "fixed"; spec: LineSpec }
  | { kind: "usage"; item: SubscriptionItem; period: Period };

export const fixed = (spec: LineSpec): LineSource => ({ kind: "fixed", spec });

export const isMetered = ({ recurring }: Price): boolean => recurring?.usage_type === "metered";
