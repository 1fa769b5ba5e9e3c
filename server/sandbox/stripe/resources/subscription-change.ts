import type { z } from "zod";
import { forgetNotice, notice } from "../billing/notices.ts";
import { type Change, type ItemChange, onlyPeriod } from "../billing/planning.ts";
import { prices, type Subscription, type TaxRate, taxRates } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { mustGet } from "../core/operation.ts";
import type { Reader, Writer } from "../core/store.ts";
import type { cancelAt, itemChanges, UpdateParams } from "./subscription-params.ts";

type Update = z.output<typeof UpdateParams>;
type CancelAt = z.output<typeof cancelAt>;

export const itemChangesOf = (reader: Reader, items: z.output<typeof itemChanges>): ItemChange[] =>
  items.map((item, index) => ({
    id: item.id,
    price:
      item.price === undefined ? undefined : mustGet(reader, prices, item.price, `items[${index}][price]`),
    quantity: item.quantity,
    isDeleted: item.deleted,
    metadata: item.metadata ?? undefined,
  }));

type ChangeParams = Pick<
  Update,
  "items" | "billing_cycle_anchor" | "proration_behavior" | "proration_date" | "trial_end"
>;

/** Undefined when nothing that costs or gives back is asked for. */
export function changeOf(
  reader: Reader,
  old: Subscription,
  params: ChangeParams,
  now: number,
): Change | undefined {
  const restartsCycle = params.billing_cycle_anchor?.type === "now";
  if (!params.items && !restartsCycle && params.trial_end === undefined) return undefined;
  const { start, end } = onlyPeriod(old);
  const prorateAt = params.proration_date ?? now;
  if (prorateAt < start || prorateAt > end) {
    throw invalidRequest("Cannot specify a `proration_date` outside of the subscription's current period.", {
      param: "proration_date",
    });
  }
  return {
    items: itemChangesOf(reader, params.items ?? []),
    proration: params.proration_behavior ?? "create_prorations",
    prorateAt,
    restartsCycle,
    trialEnd: params.trial_end,
  };
}

export const taxRatesOf = (reader: Reader, ids: readonly string[]): TaxRate[] =>
  ids.map((id) => mustGet(reader, taxRates, id, "default_tax_rates"));

interface EndParams {
  cancel_at?: CancelAt | null | undefined;
  cancel_at_period_end?: boolean | undefined;
  proration_behavior?: Update["proration_behavior"];
}

/** Schedules the end of a subscription, at its period's end or another moment, or takes that back. */
export function cancellationChange(old: Subscription, params: EndParams, now: number): Partial<Subscription> {
  const end = endOf(old, params);
  if (end === undefined || end === old.cancel_at) return {};
  if (end !== null && end <= now) {
    throw invalidRequest("`cancel_at` must be in the future.", { param: "cancel_at" });
  }
  const blank = { comment: null, feedback: null, feedback_option: null };
  return {
    cancel_at: end,
    cancel_at_period_end: end !== null && end === onlyPeriod(old).end && params.cancel_at_period_end === true,
    canceled_at: end === null ? null : now,
    cancellation_details: { ...blank, reason: end === null ? null : "cancellation_requested" },
  };
}

function endOf(old: Subscription, { cancel_at, cancel_at_period_end }: EndParams): number | null | undefined {
  if (cancel_at !== undefined && cancel_at_period_end) {
    throw invalidRequest("You may only specify one of these parameters: cancel_at, cancel_at_period_end.");
  }
  if (typeof cancel_at === "string") return onlyPeriod(old).end;
  if (cancel_at !== undefined) return cancel_at;
  if (cancel_at_period_end === undefined) return undefined;
  return cancel_at_period_end ? onlyPeriod(old).end : null;
}

/** A subscription that ends within a period gives the rest back, unless told otherwise when the end was set. */
export function rememberProration(
  writer: Writer,
  { id }: Subscription,
  { proration_behavior }: EndParams,
): void {
  if (proration_behavior === "none") notice(writer, "cancel_without_proration", id);
  else forgetNotice(writer, "cancel_without_proration", id);
}
