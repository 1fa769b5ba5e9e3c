import type { Customer, Discount, Invoice, Subscription } from "../core/collections.ts";
import type { Tx } from "../core/tx.ts";
import { listOf } from "../core/wire.ts";
import { balanceOf, bookCredit, usableGrants } from "./crediting.ts";
import { type DiscountAmount, discountLines, sum } from "./discounting.ts";
import { type InvoiceLine, lineOf } from "./invoice-record.ts";
import type { LineSource, LineSpec } from "./line-spec.ts";
import { type TaxPlan, taxLine } from "./taxing.ts";
import { usageLines } from "./usage-lines.ts";

type Credit = NonNullable<InvoiceLine["pretax_credit_amounts"]>[number];
type Tax = NonNullable<Invoice["total_taxes"]>[number];

export interface Composition {
  invoice: string;
  customer: Customer;
  subscription: Subscription | null;
  currency: string;
  sources: readonly LineSource[];
  discounts: readonly Discount[];
  tax: TaxPlan;
  /** Billing credits are used once the invoice becomes final, or in a preview of that. */
  usesCredits: boolean;
}

export type Composed = Pick<
  Invoice,
  | "amount_due"
  | "amount_remaining"
  | "lines"
  | "subtotal"
  | "subtotal_excluding_tax"
  | "total"
  | "total_discount_amounts"
  | "total_excluding_tax"
  | "total_pretax_credit_amounts"
  | "total_taxes"
>;

/** The lines of an invoice and what they come to: amounts − discounts − credits + exclusive taxes. */
export function composeInvoice(tx: Tx, composition: Composition): Composed {
  const { currency, customer, invoice, subscription } = composition;
  const specs = composition.sources.flatMap((source) =>
    source.kind === "fixed" ? [source.spec] : usageLines(tx, customer.id, currency, source),
  );
  const discounts = discountLines(tx, specs, composition.discounts, currency);
  const lines = specs.map((spec, index) => {
    const off = discounts[index] ?? [];
    const id = tx.newId("il");
    const left = spec.amount - sum(off);
    const credits = composition.usesCredits ? payByCredits(tx, composition, spec, id, left) : [];
    const taxes = taxLine(tx, composition.tax, spec.price, currency, left - sum(credits));
    return lineOf({ id, invoice, subscription, currency, spec, discounts: off, credits, taxes });
  });
  return { ...totalsOf(lines), lines: listOf(`/v1/invoices/${invoice}/lines`, lines) };
}

function payByCredits(
  tx: Tx,
  { customer, currency, invoice }: Composition,
  spec: LineSpec,
  line: string,
  left: number,
): Credit[] {
  if (!spec.isUsage || !spec.price) return [];
  let rest = left;
  const credits: Credit[] = [];
  for (const grant of usableGrants(tx, customer.id, spec.price.id, currency, tx.now)) {
    const amount = Math.min(rest, balanceOf(tx, grant));
    if (amount <= 0) continue;
    rest -= amount;
    const { id } = bookCredit(tx, grant, amount, { type: "credits_applied", invoice, line });
    credits.push({ amount, credit_balance_transaction: id, type: "credit_balance_transaction" });
  }
  return credits;
}

function totalsOf(lines: readonly InvoiceLine[]): Omit<Composed, "lines"> {
  const subtotal = sum(lines);
  const discounts = totalled(
    lines.flatMap((line) => line.discount_amounts ?? []),
    ({ discount }) => discount,
  );
  const credits = totalled(
    lines.flatMap((line) => line.pretax_credit_amounts ?? []),
    (each) => each.discount ?? each.credit_balance_transaction ?? "",
  );
  const taxes = totalled(
    lines.flatMap((line) => line.taxes ?? []),
    (each) => each.tax_rate_details?.tax_rate ?? "",
  );
  const inclusive = sum(taxes.filter(({ tax_behavior }) => tax_behavior === "inclusive"));
  const exclusive = sum(taxes.filter(({ tax_behavior }) => tax_behavior === "exclusive"));
  const total = subtotal - sum(credits) + exclusive;
  return {
    amount_due: Math.max(0, total),
    amount_remaining: Math.max(0, total),
    subtotal,
    subtotal_excluding_tax: subtotal - inclusive,
    total,
    total_discount_amounts: discounts satisfies DiscountAmount[],
    total_excluding_tax: total - inclusive - exclusive,
    total_pretax_credit_amounts: credits,
    total_taxes: taxes satisfies Tax[],
  };
}

/** One entry a key; amounts, and the amounts taxed, are added up. */
function totalled<T extends { amount: number; taxable_amount?: number | null }>(
  entries: readonly T[],
  keyOf: (entry: T) => string,
): T[] {
  const byKey = new Map<string, T>();
  for (const entry of entries) {
    const known = byKey.get(keyOf(entry));
    const total = { ...entry, amount: entry.amount + (known?.amount ?? 0) };
    if (entry.taxable_amount != null) {
      total.taxable_amount = entry.taxable_amount + (known?.taxable_amount ?? 0);
    }
    byKey.set(keyOf(entry), total);
  }
  return [...byKey.values()];
}
