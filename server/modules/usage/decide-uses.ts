import { overageCost } from "./overage-cost.ts";
import {
  type Bound,
  countText,
  EVER,
  type MeterUse,
  type OverageTerms,
  recordText,
  type Use,
} from "./use.ts";

/** Shares of a limit, in percent, that are worth telling when they are reached. */
export const THRESHOLDS = [50, 80, 90, 100] as const;

/** The name under which a spend cap is alerted on, in the place of a meter. */
export const SPEND = "spend";

interface Reached {
  meter: string;
  window: Bound["window"] | "overage";
  startsAt: Date;
  threshold: number;
  used: number;
  limit: number;
}

type Cause = "limit" | "cap" | "negative";

/** What a limit stands at after a use, refused ones included. */
interface BoundCount extends Bound {
  meter: string;
  used: number;
}

export type Verdict =
  | {
      kind: "recorded";
      counts: BoundCount[];
      beyond: { meter: string; overage: number }[];
      reached: Reached[];
    }
  | { kind: "duplicate"; counts: BoundCount[] }
  | { kind: "refused"; cause: Cause; meter: string; bound: Bound | null; counts: BoundCount[] };

/**
 * Decides uses one after the other, as if each had come alone: a use passes when all its meters stay within their
 * bounds, or go beyond where that is sold and the cap is not reached; then it changes `counts`, else nothing.
 * @param counts what is used now, by `countText`; held by the caller's locks and brought up to date here
 * @param known uses that the ledger has, by `recordText`; grows
 */
export function decideUses(uses: readonly Use[], counts: Map<string, number>, known: Set<string>): Verdict[] {
  return uses.map((use) => {
    const verdict = decideUse(use, counts, known);
    if (verdict.kind !== "recorded") return verdict;
    for (const { meter } of use.meters) known.add(recordText(use.tenantId, meter, use.id));
    return verdict;
  });
}

function decideUse(use: Use, counts: Map<string, number>, known: ReadonlySet<string>): Verdict {
  const { tenantId, overage } = use;
  const fresh = use.meters.filter(({ meter }) => !known.has(recordText(tenantId, meter, use.id)));
  const countOf = (meter: string, { window, startsAt }: Pick<Bound, "window" | "startsAt">) =>
    counts.get(countText({ tenantId, meter, window, startsAt })) ?? 0;
  const standing = () =>
    use.meters.flatMap(({ meter, bounds }) =>
      bounds.map((bound) => ({ ...bound, meter, used: countOf(meter, bound) })),
    );
  if (fresh.length === 0) return { kind: "duplicate", counts: standing() };

  const beyond = new Map<string, number>();
  const reached: Reached[] = [];
  const refuse = (cause: Cause, meter: string, bound: Bound | null): Verdict => {
    return { kind: "refused", cause, meter, bound, counts: standing() };
  };
  for (const { meter, amount, isLevel, bounds } of fresh) {
    const level = { window: "none" as const, startsAt: EVER };
    if (isLevel && amount < 0 && countOf(meter, level) + amount < 0) return refuse("negative", meter, null);
    for (const bound of bounds) {
      const before = countOf(meter, bound);
      const excess = amount > 0 ? before + amount - Math.max(bound.limit, before) : 0;
      if (excess > 0) {
        if (!isSold(overage, meter, bound)) return refuse("limit", meter, bound);
        beyond.set(meter, excess);
      }
      // A level that falls and rises again is news again in another month.
      const startsAt = bound.window === "none" ? monthOf(use.at) : bound.startsAt;
      const { window, limit } = bound;
      reached.push(...crossed(before, before + amount, { meter, window, startsAt, limit }));
    }
  }
  const charged = [...beyond].map(([meter, units]) => ({ meter, overage: units }));
  if (overage && charged.length > 0) {
    const before = spending(use.tenantId, overage, counts, new Map());
    const after = spending(use.tenantId, overage, counts, beyond);
    const [first] = charged;
    if (overage.capMinor !== null && after > overage.capMinor) {
      const bound = fresh.find(({ meter }) => meter === first?.meter)?.bounds[0] ?? null;
      return refuse("cap", first?.meter ?? SPEND, bound);
    }
    const cap = { meter: SPEND, window: "overage" as const, startsAt: overage.billedFrom };
    if (overage.capMinor !== null)
      reached.push(...crossed(before, after, { ...cap, limit: overage.capMinor }));
  }
  for (const each of fresh) addTo(counts, tenantId, each);
  for (const { meter, overage: units } of charged) {
    if (overage)
      add(counts, countText({ tenantId, meter, window: "overage", startsAt: overage.billedFrom }), units);
  }
  return { kind: "recorded", counts: standing(), beyond: charged, reached };
}

const isSold = (terms: OverageTerms | null, meter: string, { window }: Bound): boolean =>
  terms?.meters.some((each) => each.meter === meter && each.window === window) ?? false;

/** What the period costs beyond the plan, in minor units, with `more` on top. */
function spending(
  tenantId: string,
  { meters, billedFrom }: OverageTerms,
  counts: ReadonlyMap<string, number>,
  more: ReadonlyMap<string, number>,
): number {
  return meters.reduce((sum, { meter, ...pricing }) => {
    const used = counts.get(countText({ tenantId, meter, window: "overage", startsAt: billedFrom })) ?? 0;
    return sum + overageCost(pricing, used + (more.get(meter) ?? 0));
  }, 0);
}

/** The thresholds that a count passes on its way from `before` to `after`. */
export function crossed(
  before: number,
  after: number,
  limit: Omit<Reached, "threshold" | "used">,
): Reached[] {
  if (limit.limit <= 0) return [];
  return THRESHOLDS.filter((threshold) => {
    const mark = Math.ceil((limit.limit * threshold) / 100);
    return before < mark && after >= mark;
  }).map((threshold) => ({ ...limit, threshold, used: after }));
}

function addTo(
  counts: Map<string, number>,
  tenantId: string,
  { meter, amount, bounds, isLevel }: MeterUse,
): void {
  if (isLevel) add(counts, countText({ tenantId, meter, window: "none", startsAt: EVER }), amount);
  for (const { window, startsAt } of bounds) {
    if (window !== "none") add(counts, countText({ tenantId, meter, window, startsAt }), amount);
  }
}

const monthOf = (at: Date): Date => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth()));

function add(counts: Map<string, number>, key: string, amount: number): void {
  counts.set(key, (counts.get(key) ?? 0) + amount);
}
