import type { Ctx } from "#server/kernel/ctx.ts";
import { readEntitlements } from "./read-entitlements.ts";
import { limitReached } from "./refusals.ts";
import { windowAt } from "./rules.ts";
import { lockMeter } from "./store.ts";

/** How many there are, or were since the window began (null: at all). */
export type Count = (since: Date | null) => Promise<number>;

/**
 * Runs `insert` when one more stays within the tenant's limits of `meter`. Counting and inserting happen under a lock
 * that lasts to the end of the transaction, so that of many at once exactly as many pass as are left: call it in a
 * command's `run`. A meter that is unlimited, or that the catalogue does not sell, is neither locked nor counted.
 * @throws AppError `limit_reached` (402, 403 or 429) with size, reset and the plan that allows more
 */
export async function withinLimit<T>(
  ctx: Ctx,
  meter: string,
  count: Count,
  insert: () => Promise<T>,
): Promise<T> {
  const { catalogue, plan, limits } = await readEntitlements(ctx);
  const bounded = limits.flatMap(({ value, ...limit }) =>
    limit.meter === meter && value !== null ? [{ ...limit, value }] : [],
  );
  if (bounded.length > 0) await lockMeter(ctx.db, ctx.tenant.id, meter);
  for (const limit of bounded) {
    const window = windowAt(limit.window, ctx.now());
    const used = await count(window?.start ?? null);
    if (used >= limit.value)
      throw limitReached(catalogue, plan?.name ?? null, limit, window?.end ?? null, ctx.now());
  }
  return insert();
}
