import type { TaxRate } from "../core/collections.ts";

export interface TableRate {
  country: string;
  state: string | null;
  name: string;
  type: NonNullable<TaxRate["tax_type"]>;
  percentage: number;
}

const vat = (country: string, percentage: number): TableRate => ({
  country,
  state: null,
  name: "VAT",
  type: "vat",
  percentage,
});
const gst = (country: string, percentage: number): TableRate => ({
  country,
  state: null,
  name: "GST",
  type: "gst",
  percentage,
});
const sales = (state: string, percentage: number): TableRate => ({
  country: "US",
  state,
  name: "Sales tax",
  type: "sales_tax",
  percentage,
});

/** A fixed stand-in for Stripe Tax: one rate a place, no thresholds, no product categories. Not tax advice. */
export const TAX_TABLE: readonly TableRate[] = [
  vat("AT", 20),
  vat("BE", 21),
  vat("DE", 19),
  vat("DK", 25),
  vat("ES", 21),
  vat("FI", 25.5),
  vat("FR", 20),
  vat("GB", 20),
  vat("IE", 23),
  vat("IT", 22),
  vat("NL", 21),
  vat("NO", 25),
  vat("PL", 23),
  vat("PT", 23),
  vat("SE", 25),
  vat("CH", 8.1),
  vat("NG", 7.5),
  vat("ZA", 15),
  gst("AU", 10),
  gst("IN", 18),
  gst("NZ", 15),
  gst("SG", 9),
  { country: "CA", state: "ON", name: "HST", type: "hst", percentage: 13 },
  { country: "CA", state: null, name: "GST", type: "gst", percentage: 5 },
  { country: "JP", state: null, name: "JCT", type: "jct", percentage: 10 },
  sales("CA", 7.25),
  sales("NY", 8.875),
  sales("TX", 6.25),
  sales("WA", 6.5),
];

const EU = new Set(
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" "),
);

export const isInUnion = (country: string): boolean => EU.has(country);

export function rateAt(country: string, state: string | null): TableRate | undefined {
  const here = TAX_TABLE.filter((rate) => rate.country === country);
  return here.find((rate) => rate.state === state) ?? here.find((rate) => rate.state === null);
}
