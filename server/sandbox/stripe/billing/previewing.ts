import { customers, type Invoice, type Subscription, subscriptions } from "../core/collections.ts";
import { StripeSandboxError } from "../core/errors.ts";
import { mustGet } from "../core/operation.ts";
import type { Tx } from "../core/tx.ts";
import { dueOf } from "./balances.ts";
import { cancelSubscription, invoicesOf } from "./canceling.ts";
import { putDraft, recompose } from "./drafting.ts";
import { putInvoiceItem } from "./pending-items.ts";
import { type Change, onlyPeriod, planChange } from "./planning.ts";
import { draftRenewal } from "./renewal-draft.ts";
import { beginDuePhase } from "./scheduling.ts";
import { changeSubscription, draftTerms } from "./subscribing.ts";

/** The invoice that comes next by itself; null when none will. */
export function previewUpcoming(tx: Tx, subscription: Subscription): Invoice | null {
  return tx.rehearse(() => {
    const { end } = onlyPeriod(subscription);
    const { cancel_at, id } = subscription;
    const at = cancel_at !== null && cancel_at < end ? cancel_at : end;
    const later = tx.at(at);
    beginDuePhase(later, subscription);
    const current = mustGet(tx, subscriptions, id);
    if (current.status === "canceled" || current.status === "paused") return null;
    if (current.cancel_at === null || current.cancel_at > end) {
      return asPreview(later, draftRenewal(later, current));
    }
    return previewEnd(later, current, at < end);
  });
}

/** The last invoice of a subscription that ends: usage, what waits, and unused time given back. */
export function previewEnd(tx: Tx, subscription: Subscription, isProrated: boolean): Invoice | null {
  return tx.rehearse(() => {
    const before = new Set(invoicesOf(tx, subscription).map(({ id }) => id));
    const end = { reason: "cancellation_requested", invoicesNow: true, isProrated } as const;
    cancelSubscription(tx, subscription, end);
    const last = invoicesOf(tx, subscription).find(({ id }) => !before.has(id));
    return last ? asPreview(tx, last) : null;
  });
}

/** What a change would cost: its own invoice when it makes one, else the next one with the change in it. */
export function previewChange(tx: Tx, old: Subscription, change: Change): Invoice | null {
  return tx.rehearse(() => {
    const planned = planChange(tx, old, change);
    const { next, sources, period, isNewCycle } = planned;
    changeSubscription(tx, old, planned.patch);
    if (isNewCycle || (change.proration === "always_invoice" && sources.length > 0)) {
      return asPreview(
        tx,
        putDraft(tx, draftTerms(next, "subscription_update", sources, period)),
        change.prorateAt,
      );
    }
    const customer = mustGet(tx, customers, next.customer, "customer");
    for (const source of sources) {
      if (source.kind !== "fixed") continue;
      putInvoiceItem(tx, { customer, currency: next.currency, subscription: next, spec: source.spec });
    }
    const upcoming = previewUpcoming(tx, mustGet(tx, subscriptions, old.id));
    return upcoming && withProrationDate(upcoming, change.prorateAt);
  });
}

/** As it would be charged, though it is only a draft: usage so far, credits and balance are used up. */
export function asPreview(tx: Tx, draft: Invoice, prorateAt?: number): Invoice {
  const shown = draft.status === "draft" ? recompose(tx, draft, true) : draft;
  const customer = mustGet(tx, customers, draft.customer ?? "", "customer");
  const startingBalance = draft.status === "draft" ? customer.balance : draft.starting_balance;
  const { amountDue, endingBalance } = dueOf(shown.total, startingBalance);
  const id = `upcoming_${draft.id}`;
  const preview: Invoice = {
    ...shown,
    id,
    amount_due: amountDue,
    amount_paid: 0,
    amount_remaining: amountDue,
    attempt_count: 0,
    attempted: false,
    ending_balance: endingBalance,
    hosted_invoice_url: null,
    invoice_pdf: null,
    lines: {
      ...shown.lines,
      data: shown.lines.data.map((line) => ({ ...line, invoice: id })),
      url: `/v1/invoices/${id}/lines`,
    },
    number: null,
    starting_balance: startingBalance,
    status: "draft",
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
  };
  return prorateAt === undefined ? preview : withProrationDate(preview, prorateAt);
}

function withProrationDate(invoice: Invoice, at: number): Invoice {
  const details = invoice.parent?.subscription_details;
  if (!invoice.parent || !details) return invoice;
  const subscription_details = { ...details, subscription_proration_date: at };
  return { ...invoice, parent: { ...invoice.parent, subscription_details } };
}

export const noUpcoming = () =>
  new StripeSandboxError(404, {
    type: "invalid_request_error",
    code: "invoice_upcoming_none",
    message: "No upcoming invoices for customer.",
  });
