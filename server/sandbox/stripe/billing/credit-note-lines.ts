import type { CreditNote, Invoice } from "../core/collections.ts";
import { invalidRequest, noSuch } from "../core/errors.ts";
import type { Tx } from "../core/tx.ts";
import type { LineAsked, NoteAsked } from "./credit-noting.ts";
import { sum } from "./discounting.ts";
import type { InvoiceLine } from "./invoice-record.ts";

export type CreditLine = CreditNote["lines"]["data"][number];

/** @throws 400 unless it is asked for by one amount, or by lines */
export function creditLines(
  tx: Tx,
  invoice: Invoice,
  asked: NoteAsked,
): { lines: CreditLine[]; total: number } {
  if ((asked.amount === undefined) === (asked.lines === undefined)) {
    throw invalidRequest("You must pass exactly one of: amount, lines.", { param: "amount" });
  }
  const wanted: LineAsked[] = asked.lines ?? [
    { type: "custom_line_item", amount: asked.amount, description: "Credit" },
  ];
  const lines = wanted.map((line, index) => lineOf(tx, invoice, line, index));
  const taxes = lines.flatMap((line) => line.taxes ?? []);
  const exclusive = sum(taxes.filter(({ tax_behavior }) => tax_behavior === "exclusive"));
  return {
    lines,
    total: sum(lines) - lines.reduce((off, line) => off + line.discount_amount, 0) + exclusive,
  };
}

function lineOf(tx: Tx, invoice: Invoice, asked: LineAsked, index: number): CreditLine {
  const param = `lines[${index}]`;
  const source = asked.invoice_line_item
    ? invoice.lines.data.find(({ id }) => id === asked.invoice_line_item)
    : undefined;
  if (asked.type === "invoice_line_item" && !source) {
    throw noSuch("line_item", asked.invoice_line_item ?? "", `${param}[invoice_line_item]`);
  }
  const amount = amountOf(asked, source, param);
  const share = source && source.amount !== 0 ? amount / source.amount : 0;
  const discounts = (source?.discount_amounts ?? []).map((each) => ({
    ...each,
    amount: Math.round(each.amount * share),
  }));
  return {
    id: tx.newId("cnli"),
    object: "credit_note_line_item",
    amount,
    description: asked.description ?? source?.description ?? null,
    discount_amount: sum(discounts),
    discount_amounts: discounts,
    ...(source ? { invoice_line_item: source.id } : {}),
    livemode: false,
    metadata: {},
    pretax_credit_amounts: discounts.map((each) => ({ ...each, type: "discount" as const })),
    quantity: asked.quantity ?? 1,
    tax_rates: [],
    taxes: (source?.taxes ?? []).map((tax) => ({
      ...tax,
      amount: Math.round(tax.amount * share),
      taxable_amount: tax.taxable_amount === null ? null : Math.round(tax.taxable_amount * share),
    })),
    type: asked.type,
    unit_amount: asked.unit_amount ?? null,
    unit_amount_decimal: asked.unit_amount === undefined ? null : String(asked.unit_amount),
  };
}

function amountOf(asked: LineAsked, source: InvoiceLine | undefined, param: string): number {
  if (asked.amount !== undefined) return asked.amount;
  if (asked.unit_amount !== undefined) return asked.unit_amount * (asked.quantity ?? 1);
  if (source)
    return Math.round((source.amount * (asked.quantity ?? source.quantity ?? 1)) / (source.quantity ?? 1));
  throw invalidRequest(`Missing required param: ${param}[amount].`, { param: `${param}[amount]` });
}
