import {
  customers,
  type Invoice,
  invoiceItems,
  invoices,
  type Subscription,
  subscriptions,
} from "../core/collections.ts";
import { mustGet } from "../core/operation.ts";
import { collection } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { discountsFor, retireDiscounts } from "./attached-discounts.ts";
import { dueOf } from "./balances.ts";
import { composeInvoice } from "./composing.ts";
import { mustGetDiscount } from "./discounting.ts";
import { type BillingReason, draftOf } from "./invoice-record.ts";
import type { LineSource, Period } from "./line-spec.ts";
import { pendingItems, sourceOf } from "./pending-items.ts";
import { planTax } from "./taxing.ts";

export const draftSources = collection<{ id: string; sources: LineSource[] }>("sandbox.draft_sources");

export interface Draft {
  customer: string;
  subscription: Subscription | null;
  currency: string;
  reason: BillingReason;
  sources: LineSource[];
  period: Period;
  finalizesAt: number | null;
  /** Whether what waits for the next invoice comes along. */
  takesPending: boolean;
  /** Instead of the subscription's or customer's own. */
  discounts?: string[];
}

export function putDraft(tx: Tx, draft: Draft): Invoice {
  const customer = mustGet(tx, customers, draft.customer, "customer");
  const { subscription, currency } = draft;
  const pending = draft.takesPending
    ? pendingItems(tx, customer.id, subscription?.id ?? null).filter((item) => item.currency === currency)
    : [];
  const id = tx.newId("in");
  for (const item of pending) tx.put(invoiceItems, { ...item, invoice: id });
  tx.put(draftSources, { id, sources: [...pending.map((item) => sourceOf(tx, item)), ...draft.sources] });
  const discounts = draft.discounts ?? discountsFor(tx, subscription, tx.now).map((discount) => discount.id);
  const { reason, period, finalizesAt } = draft;
  const shell = draftOf(tx, { id, customer, subscription, currency, reason, discounts, period, finalizesAt });
  const composed = recompose(tx, shell, false, subscription);
  retireDiscounts(tx, composed);
  tx.emit("invoice.created", composed);
  return composed;
}

/** Counts a draft anew: usage up to now, taxes at today's address, and billing credits when it becomes final. */
export function recompose(
  tx: Tx,
  invoice: Invoice,
  usesCredits: boolean,
  subscription = tx.get(subscriptions, invoice.parent?.subscription_details?.subscription ?? "") ?? null,
): Invoice {
  const kept = tx.get(draftSources, invoice.id);
  if (!kept) return invoice;
  const customer = mustGet(tx, customers, invoice.customer ?? "", "customer");
  const { enabled } = invoice.automatic_tax;
  const tax = planTax(tx, customer, enabled, invoice.default_tax_rates, tx.merchant.country);
  const composed = composeInvoice(tx, {
    invoice: invoice.id,
    customer,
    subscription,
    currency: invoice.currency,
    sources: kept.sources,
    discounts: invoice.discounts.map((id) => mustGetDiscount(tx, id)),
    tax,
    usesCredits,
  });
  const status = tax.kind === "automatic" ? tax.status : null;
  const { amountDue } = dueOf(composed.total, customer.balance);
  return tx.put(invoices, {
    ...invoice,
    ...composed,
    amount_due: amountDue,
    amount_remaining: amountDue,
    automatic_tax: { ...invoice.automatic_tax, status },
    starting_balance: customer.balance,
  });
}
