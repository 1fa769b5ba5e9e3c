import {
  type Customer,
  type Invoice,
  type Price,
  type TaxRate,
  taxIds,
  taxRates,
} from "../core/collections.ts";
import { collection, type Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { termsIn } from "./price-terms.ts";
import { isInUnion, rateAt, type TableRate } from "./tax-table.ts";

type InvoiceTax = NonNullable<Invoice["total_taxes"]>[number];
export type TaxSettings = {
  id: "tax.settings";
  behavior: "exclusive" | "inclusive" | "inferred_by_currency";
};
export const taxSettings = collection<TaxSettings>("sandbox.tax_settings");

/** How an invoice is taxed. */
export type TaxPlan =
  | { kind: "none" }
  | { kind: "automatic"; status: "complete"; rate: TableRate | null; reason: InvoiceTax["taxability_reason"] }
  | { kind: "automatic"; status: "requires_location_inputs" }
  | { kind: "rates"; rates: TaxRate[] };

/** The place decides; a verified VAT number of another country leaves the tax to the buyer (reverse charge). */
export function planTax(
  reader: Reader,
  customer: Customer,
  isAutomatic: boolean,
  rates: TaxRate[],
  home: string,
): TaxPlan {
  if (!isAutomatic) return rates.length > 0 ? { kind: "rates", rates } : { kind: "none" };
  const country = customer.address?.country;
  if (!country) return { kind: "automatic", status: "requires_location_inputs" };
  const complete = (rate: TableRate | null, reason: InvoiceTax["taxability_reason"]): TaxPlan => ({
    kind: "automatic",
    status: "complete",
    rate,
    reason,
  });
  const rate = rateAt(country, customer.address?.state ?? null);
  if (!rate) return complete(null, "not_collecting");
  if (customer.tax_exempt === "exempt") return complete({ ...rate, percentage: 0 }, "customer_exempt");
  const isReverse =
    customer.tax_exempt === "reverse" ||
    (rate.type === "vat" &&
      country !== home &&
      (isInUnion(country) || country === "GB") &&
      hasVerifiedId(reader, customer));
  return isReverse
    ? complete({ ...rate, percentage: 0 }, "reverse_charge")
    : complete(rate, "standard_rated");
}

const hasVerifiedId = (reader: Reader, { id }: Customer): boolean =>
  reader.all(taxIds).some((each) => each.customer === id && each.verification?.status === "verified");

const INFERRED_EXCLUSIVE = new Set(["usd", "cad"]);

function isInclusive(reader: Reader, price: Price | null, currency: string): boolean {
  const own = price && termsIn(reader, price, currency)?.taxBehavior;
  if (own === "inclusive" || own === "exclusive") return own === "inclusive";
  const { behavior } = reader.get(taxSettings, "tax.settings") ?? { behavior: "inferred_by_currency" };
  return behavior === "inferred_by_currency" ? !INFERRED_EXCLUSIVE.has(currency) : behavior === "inclusive";
}

/** The taxes of one line. `taxable` is what is left after discounts and credits, in minor units. */
export function taxLine(
  tx: Tx,
  plan: TaxPlan,
  price: Price | null,
  currency: string,
  taxable: number,
): InvoiceTax[] {
  switch (plan.kind) {
    case "none":
      return [];
    case "rates":
      return plan.rates.map((rate) => taxOf(rate, taxable, rate.inclusive, "not_available"));
    case "automatic": {
      if (plan.status !== "complete" || !plan.rate) return [];
      const inclusive = isInclusive(tx, price, currency);
      return [taxOf(tableRecord(tx, plan.rate, inclusive), taxable, inclusive, plan.reason)];
    }
    default:
      return plan satisfies never;
  }
}

function taxOf(
  rate: TaxRate,
  taxable: number,
  inclusive: boolean,
  reason: InvoiceTax["taxability_reason"],
): InvoiceTax {
  const net = inclusive ? taxable / (1 + rate.percentage / 100) : taxable;
  const amount = inclusive ? taxable - Math.round(net) : Math.round((taxable * rate.percentage) / 100);
  return {
    amount,
    tax_behavior: inclusive ? "inclusive" : "exclusive",
    tax_rate_details: { tax_rate: rate.id },
    taxability_reason: reason,
    taxable_amount: inclusive ? taxable - amount : taxable,
    type: "tax_rate_details",
  };
}

/** The record of a rate of the table: made the first time it is used. */
function tableRecord(tx: Tx, rate: TableRate, inclusive: boolean): TaxRate {
  const place = `${rate.country}${rate.state ?? ""}`;
  const id = `txr_${place}_${String(rate.percentage).replace(".", "")}${inclusive ? "in" : "ex"}`;
  const terms = { display_name: rate.name, percentage: rate.percentage, inclusive };
  return (
    tx.get(taxRates, id) ??
    tx.put(taxRates, {
      ...taxRateOf(id, tx.now, terms),
      country: rate.country,
      jurisdiction: rate.state ?? rate.country,
      jurisdiction_level: rate.state ? "state" : "country",
      state: rate.state,
      tax_type: rate.type,
    })
  );
}

export function taxRateOf(
  id: string,
  created: number,
  terms: Pick<TaxRate, "display_name" | "percentage" | "inclusive">,
): TaxRate {
  return {
    id,
    object: "tax_rate",
    active: true,
    country: null,
    created,
    description: null,
    effective_percentage: terms.percentage,
    flat_amount: null,
    jurisdiction: null,
    jurisdiction_level: null,
    livemode: false,
    metadata: {},
    rate_type: "percentage",
    state: null,
    tax_type: null,
    ...terms,
  };
}
