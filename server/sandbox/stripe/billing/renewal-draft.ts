import type { Invoice, Subscription } from "../core/collections.ts";
import type { Tx } from "../core/tx.ts";
import { listOf } from "../core/wire.ts";
import { HOUR, nextBoundary } from "./calendar.ts";
import { putDraft } from "./drafting.ts";
import { onlyPeriod } from "./planning.ts";
import { changeSubscription, draftTerms, periodSources, usageSources } from "./subscribing.ts";
import { recurringOf } from "./subscription-record.ts";

const DRAFT_LIFETIME = HOUR;

/** Begins the next period and drafts its invoice: what is paid in advance, and the usage of the past one. */
export function draftRenewal(tx: Tx, old: Subscription): Invoice {
  const { end: start, price } = onlyPeriod(old);
  const end = nextBoundary(old.billing_cycle_anchor, recurringOf(price), start);
  const period = { start, end };
  const items = old.items.data.map((item) => ({
    ...item,
    current_period_start: start,
    current_period_end: end,
  }));
  const status = old.status === "trialing" ? "active" : old.status;
  const patch: Partial<Subscription> = { items: listOf(old.items.url, items), status };
  const next: Subscription = { ...old, ...patch };
  const usage = old.status === "trialing" ? [] : usageSources(old, start);
  const isCollected = status !== "unpaid" && old.pause_collection === null;
  const draft = putDraft(tx, {
    ...draftTerms(next, "subscription_cycle", [...usage, ...periodSources(tx, next, period)], period),
    finalizesAt: isCollected ? tx.now + DRAFT_LIFETIME : null,
  });
  changeSubscription(tx, old, { ...patch, latest_invoice: draft.id });
  return draft;
}
