import { customers, type Invoice, type Subscription, subscriptions } from "../core/collections.ts";
import { cardError, invalidRequest } from "../core/errors.ts";
import { mustGet } from "../core/operation.ts";
import { collection } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { listOf } from "../core/wire.ts";
import { nextBoundary } from "./calendar.ts";
import { putDraft } from "./drafting.ts";
import { payInvoice } from "./invoice-payments.ts";
import { finalizeInvoice } from "./invoicing.ts";
import { fixed, type LineSource } from "./line-spec.ts";
import { putInvoiceItem } from "./pending-items.ts";
import { onlyPeriod, unusedSources } from "./planning.ts";
import {
  changeSubscription,
  draftTerms,
  methodFor,
  periodSources,
  setSilently,
  usageSources,
} from "./subscribing.ts";
import { recurringOf } from "./subscription-record.ts";
import { usageLines } from "./usage-lines.ts";

export interface Pause {
  creditFrom: "item_current_period_start" | "none" | "now";
  billsUsage: boolean;
  invoicesNow: boolean;
}

/** Stops a running subscription: nothing renews, nothing is entitled, until it is resumed. */
export function pauseSubscription(tx: Tx, old: Subscription, pause: Pause): Subscription {
  if (old.status !== "active" && old.status !== "trialing" && old.status !== "past_due") {
    throw invalidRequest(`A subscription that is ${old.status} cannot be paused.`);
  }
  const sources = pauseSources(tx, old, pause);
  const customer = mustGet(tx, customers, old.customer, "customer");
  const { currency } = old;
  if (sources.length > 0 && pause.invoicesNow) {
    const period = { start: onlyPeriod(old).start, end: tx.now };
    const open = finalizeInvoice(tx, putDraft(tx, draftTerms(old, "subscription_update", sources, period)));
    setSilently(tx, old, { latest_invoice: open.id });
    if (open.status === "open") payInvoice(tx, open, methodFor(tx, old));
  } else {
    for (const source of sources) {
      if (source.kind === "fixed") {
        putInvoiceItem(tx, { customer, currency, subscription: old, spec: source.spec });
      }
    }
  }
  return markPaused(tx, old, "pause_requested");
}

type PauseCause = "pause_requested" | "trial_end_without_payment_method";

export function markPaused(tx: Tx, old: Subscription, type: PauseCause): Subscription {
  const paused = changeSubscription(tx, old, {
    status: "paused",
    status_details: {
      paused: { subscription: { type }, transitioned_at: tx.now, type: "subscription" },
    },
  });
  tx.emit("customer.subscription.paused", paused);
  return paused;
}

function pauseSources(tx: Tx, old: Subscription, { creditFrom, billsUsage }: Pause): LineSource[] {
  const from = creditFrom === "now" ? tx.now : onlyPeriod(old).start;
  const isCredited = creditFrom !== "none" && old.status !== "trialing";
  const credits = isCredited ? unusedSources(tx, old, old.items.data, from) : [];
  const usage = billsUsage
    ? usageSources(old, tx.now).flatMap((source) =>
        source.kind === "usage" ? usageLines(tx, old.customer, old.currency, source).map(fixed) : [],
      )
    : [];
  return [...credits, ...usage].filter((source) => source.kind === "usage" || source.spec.amount !== 0);
}

export interface Resume {
  anchor: "now" | "unchanged";
  /** Waits for the payment, or goes on whether it is made or not. */
  payment: "resume_on_payment_attempt" | "resume_on_payment_success";
  proration: "always_invoice" | "create_prorations" | "none";
}

const waitingResumes = collection<{ id: string; patch: Partial<Subscription> }>("sandbox.waiting_resume");

export function resumeSubscription(
  tx: Tx,
  old: Subscription,
  { anchor, payment, proration }: Resume,
): Subscription {
  if (old.status !== "paused") {
    throw invalidRequest(`Only a paused subscription can be resumed: this one is ${old.status}.`);
  }
  const recurring = recurringOf(onlyPeriod(old).price);
  const start = anchor === "now" ? tx.now : old.billing_cycle_anchor;
  const period = { start: tx.now, end: nextBoundary(start, recurring, tx.now) };
  const share =
    anchor === "now" ? 1 : (period.end - tx.now) / (nextBoundary(tx.now, recurring, tx.now) - tx.now);
  const items = old.items.data.map((item) => ({
    ...item,
    current_period_start: period.start,
    current_period_end: period.end,
  }));
  const { status_details: _, ...rest } = old;
  const patch: Partial<Subscription> = {
    billing_cycle_anchor: start,
    items: listOf(old.items.url, items),
    status: "active",
  };
  const next: Subscription = { ...rest, ...patch };
  const isBilled = anchor === "now" || proration !== "none";
  if (!isBilled) return finish(tx, old.id, patch);
  const sources = periodSources(tx, next, period, Math.min(1, share));
  const open = finalizeInvoice(tx, putDraft(tx, draftTerms(next, "subscription_update", sources, period)));
  setSilently(tx, old, { latest_invoice: open.id });
  const result = payInvoice(tx, open, methodFor(tx, next));
  if (result.isPaid) return finish(tx, old.id, patch);
  if (payment === "resume_on_payment_attempt") return finish(tx, old.id, { ...patch, status: "past_due" });
  if (!methodFor(tx, next)) throw cardError(result.refusal);
  tx.put(waitingResumes, { id: open.id, patch });
  return mustGet(tx, subscriptions, old.id);
}

/** Resumes what waited for this invoice. */
export function finishResume(tx: Tx, invoice: Invoice): Subscription | null {
  const waiting = tx.get(waitingResumes, invoice.id);
  const id = invoice.parent?.subscription_details?.subscription;
  if (!waiting || !id) return null;
  tx.remove(waitingResumes, invoice.id);
  return finish(tx, id, waiting.patch);
}

function finish(tx: Tx, id: string, patch: Partial<Subscription>): Subscription {
  const { status_details: _, ...running } = mustGet(tx, subscriptions, id);
  tx.put(subscriptions, running);
  const resumed = changeSubscription(tx, { id }, patch);
  tx.emit("customer.subscription.resumed", resumed);
  return resumed;
}
