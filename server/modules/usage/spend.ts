import type { Ctx } from "#server/kernel/ctx.ts";
import type { AppError } from "#server/kernel/errors.ts";
import { readAllowance, windowAt } from "../entitlements/index.ts";
import type { Verdict } from "./decide-uses.ts";
import { recordUse } from "./ledger.ts";
import { readOverageTerms } from "./overage-terms.ts";
import { refusalOf } from "./refusals.ts";
import { type Bound, EVER, type MeterUse, type Use } from "./use.ts";

/** Under which catalogues sell calls of the API: every call uses up one of each. */
export const CALL_METERS: readonly string[] = ["api_calls", "requests"];

/** What is counted whether or not a price list sells it, with its name. */
export const COUNTED_ALWAYS: Readonly<Record<string, string>> = {
  api_calls: "API calls",
  backtests: "Backtests",
};

/** One call of the API. It counts as such in any case, and by its other name where that is sold. */
export async function callAmounts({ ports, tenant }: Ctx): Promise<Record<string, number>> {
  const { limits } = await readAllowance(ports, tenant);
  const sold = CALL_METERS.filter((each, index) => index === 0 || limits.some(({ meter }) => meter === each));
  return Object.fromEntries(sold.map((meter) => [meter, 1]));
}

/** What is to be used. All of its meters pass, or none does. */
export interface Spending {
  amounts: Readonly<Record<string, number>>;
  /** Makes a repetition quiet, within the ledger's memory; left out, each call is a use of its own. */
  id?: string;
  /** When it was used; now by default. */
  at?: Date;
  source: string;
  subject?: string | null;
}

/** A calendar window of a meter after something was used of it. */
export interface Spent {
  meter: string;
  limit: number;
  used: number;
  windowSeconds: number;
  resetsAt: Date;
}

export interface Outcome {
  status: Verdict["kind"];
  /** The limited windows, the shortest first. */
  spent: Spent[];
  /** `limit_reached` (429, or 402 and 403 where waiting does not help) or `spend_cap_reached` (402). */
  refusal: AppError | null;
}

/**
 * Uses up meters within their limits, and records it in the ledger. Answered when it is committed: call it beside the
 * work or before it, in a command's `prepare`, never inside a transaction.
 */
export async function spend(
  ctx: Ctx,
  { amounts, id, at, source, subject = null }: Spending,
): Promise<Outcome> {
  const { ports, tenant } = ctx;
  const now = ctx.now();
  const allowance = await readAllowance(ports, tenant);
  const usedAt = at ?? now;
  const meters = Object.entries(amounts).map(([meter, amount]): MeterUse => {
    const limits = allowance.limits.filter((limit) => limit.meter === meter).toSorted(byWindow);
    const bounds = limits.flatMap(({ window, value }): Bound[] =>
      value === null ? [] : [{ window, startsAt: windowAt(window, usedAt)?.start ?? EVER, limit: value }],
    );
    return { meter, amount, isLevel: limits.some(({ window }) => window === "none"), bounds };
  });
  const use: Use = {
    tenantId: tenant.id,
    id: id ?? ctx.newId(),
    isNamed: id !== undefined,
    at: usedAt,
    recordedAt: now,
    source,
    subject,
    meters: meters.toSorted(byShortestBound),
    overage: await readOverageTerms(ports, tenant),
  };
  const verdict = await recordUse(ports, use);
  return {
    status: verdict.kind,
    spent: spentOf(verdict, usedAt),
    refusal: verdict.kind === "refused" ? refusalOf(allowance, use, verdict, now) : null,
  };
}

/** Shortest first: of two that are full, the one that resets sooner is told of. */
const LENGTHS = ["none", "hour", "day", "month"];
const byWindow = (a: { window: string }, b: { window: string }): number =>
  LENGTHS.indexOf(a.window) - LENGTHS.indexOf(b.window);
const shortest = ({ bounds }: MeterUse) => bounds[0] ?? { window: "month" };
const byShortestBound = (a: MeterUse, b: MeterUse): number => byWindow(shortest(a), shortest(b));

function spentOf({ counts }: Verdict, at: Date): Spent[] {
  return counts
    .flatMap(({ meter, window, limit, used }) => {
      const span = windowAt(window, at);
      if (!span) return [];
      return [{ meter, limit, used, windowSeconds: (+span.end - +span.start) / 1000, resetsAt: span.end }];
    })
    .toSorted((a, b) => a.windowSeconds - b.windowSeconds);
}
