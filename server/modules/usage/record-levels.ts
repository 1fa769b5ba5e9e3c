import type { Ctx } from "#server/kernel/ctx.ts";
import { OUTBOX_SIGNAL } from "../audit/index.ts";
import { readAllowance, windowAt } from "../entitlements/index.ts";
import { findUse } from "./count-store.ts";
import { crossed } from "./decide-uses.ts";
import { SET_LEVELS } from "./level-statement.ts";
import { EVER } from "./use.ts";

/**
 * Writes down how much there is of what modules count themselves, for charts and alerts. It decides nothing: who adds
 * one more is counted under the lock, by `withinLimit`.
 */
export async function recordLevels(ctx: Ctx, levels: Readonly<Record<string, number>>): Promise<void> {
  const { ports, tenant } = ctx;
  const now = ctx.now();
  const { limits } = await readAllowance(ports, tenant);
  const meters = Object.keys(levels);
  const before = await findUse(
    ctx.db,
    meters.map((meter) => ({ meter, window: "none", startsAt: EVER })),
  );
  const month = windowAt("month", now)?.start ?? EVER;
  const reached = meters.flatMap((meter, index) => {
    const limit = limits.find((each) => each.meter === meter && each.window === "none")?.value ?? null;
    if (limit === null) return [];
    const about = { meter, window: "none" as const, startsAt: month, limit };
    return crossed(before[index] ?? 0, levels[meter] ?? 0, about).map((each) => ({
      ...each,
      tenantId: tenant.id,
      at: now,
      newsId: ctx.newId(),
    }));
  });
  const rows = meters.map((meter) => ({ tenantId: tenant.id, meter, used: levels[meter] ?? 0, at: now }));
  const values = [JSON.stringify(rows), JSON.stringify(reached)];
  await ports.database.pool({ role: "system" }).query({ ...SET_LEVELS, values });
  if (reached.length > 0) ports.signal.publish(OUTBOX_SIGNAL, null);
}
