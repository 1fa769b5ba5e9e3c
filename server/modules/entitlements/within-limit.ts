import type { Ctx, PlatformCtx } from "#server/kernel/ctx.ts";
import type { Footing } from "./lifts.ts";
import { readEntitlements } from "./read-entitlements.ts";
import { limitReached } from "./refusals.ts";
import { type Grant, windowAt } from "./rules.ts";
import { lockMeter } from "./store.ts";

/** How many there are, or were since the window began (null: at all). */
export type Count = (since: Date | null) => Promise<number>;

/** What a tenant may have of one meter; no limits for what is unlimited or not sold apart. */
export interface Bounds {
  tenantId: string;
  meter: string;
  limits: readonly (Grant & { value: number })[];
  footing: Footing;
}

export async function readBounds(ctx: Ctx, meter: string): Promise<Bounds> {
  const footing = await readEntitlements(ctx);
  const bounded = footing.limits.flatMap(({ value, ...limit }) =>
    limit.meter === meter && value !== null ? [{ ...limit, value }] : [],
  );
  return { tenantId: ctx.tenant.id, meter, limits: bounded, footing };
}

/**
 * Passes when `wanted` more stay within the bounds. Counting happens under a lock that lasts to the end of the
 * transaction that `ctx` is in, so that of many at once exactly as many pass as are left. Bounds are read beforehand,
 * for commands of platform scope in their `prepare`. Where there are none, nothing is locked or counted.
 * @throws AppError `limit_reached` (402, 403 or 429) with size, reset and the plan that allows more
 */
export async function requireRoom(
  ctx: Pick<Ctx | PlatformCtx, "db" | "now">,
  bounds: Bounds,
  count: Count,
  wanted = 1,
): Promise<void> {
  if (bounds.limits.length > 0) await lockMeter(ctx.db, bounds.tenantId, bounds.meter);
  await requireUnder(ctx, bounds, count, wanted);
}

async function requireUnder(
  ctx: Pick<Ctx | PlatformCtx, "now">,
  { limits, footing }: Bounds,
  count: Count,
  wanted: number,
): Promise<void> {
  for (const limit of limits) {
    const window = windowAt(limit.window, ctx.now());
    const used = await count(window?.start ?? null);
    if (used + wanted <= limit.value) continue;
    throw limitReached(footing, limit, window?.end ?? null, ctx.now());
  }
}

/**
 * Runs `insert` when one more stays within the tenant's limits of `meter`: call it in a command's `run`. The limits are
 * read under the lock: whoever trims to a smaller plan takes it too, and so finds what was let in before it.
 */
export async function withinLimit<T>(
  ctx: Ctx,
  meter: string,
  count: Count,
  insert: () => Promise<T>,
): Promise<T> {
  await lockMeter(ctx.db, ctx.tenant.id, meter);
  await requireUnder(ctx, await readBounds(ctx, meter), count, 1);
  return insert();
}
