import type { Ctx } from "#server/kernel/ctx.ts";
import type { AppError } from "#server/kernel/errors.ts";
import { limitReached, readAllowance, windowAt } from "../entitlements/index.ts";
import { addUse } from "./store.ts";

/** Under which catalogues sell calls of the API: every call uses up one of each. */
export const CALL_METERS: readonly string[] = ["api_calls", "requests"];

/** A calendar window of a meter after something was used of it. */
export interface Spent {
  meter: string;
  /** Null is unlimited. */
  limit: number | null;
  used: number;
  windowSeconds: number;
  resetsAt: Date;
}

export interface Spending {
  spent: Spent[];
  /** `limit_reached` (429, or 402 and 403 where waiting does not help), of the last of `spent`. */
  refusal: AppError | null;
}

/**
 * Uses up `amount` of every calendar window (hour, day, month) in which the catalogue sells one of these meters, the
 * shortest first, until one has not that much left. Counted in the database, so that it survives restarts and holds
 * for all processes together.
 */
export async function spend(ctx: Ctx, meters: readonly string[], amount: number): Promise<Spending> {
  const { catalogue, plan, limits } = await readAllowance(ctx.ports, ctx.tenant);
  const now = ctx.now();
  const sold = limits
    .filter(({ meter }) => meters.includes(meter))
    .flatMap((limit) => {
      const span = windowAt(limit.window, now);
      return span ? [{ ...limit, span, windowSeconds: (+span.end - +span.start) / 1000 }] : [];
    })
    .toSorted((a, b) => a.windowSeconds - b.windowSeconds);
  const spent: Spent[] = [];
  for (const { meter, window, label, value, span, windowSeconds } of sold) {
    const at = { meter, window, startsAt: span.start };
    const used = await addUse(ctx.db, ctx.tenant.id, at, amount, value);
    spent.push({ meter, limit: value, used: used ?? value ?? 0, windowSeconds, resetsAt: span.end });
    if (used !== null) continue;
    const limit = { meter, window, label, value: value ?? 0 };
    return { spent, refusal: limitReached(catalogue, plan?.name ?? null, limit, span.end, now) };
  }
  return { spent, refusal: null };
}
