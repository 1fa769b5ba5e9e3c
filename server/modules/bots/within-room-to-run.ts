import type { Ctx } from "#server/kernel/ctx.ts";
import { requireFeature, withinLimit } from "../entitlements/index.ts";
import { listRunningBots } from "./store.ts";

/**
 * Runs `start` when one more bot on this market may be at work. A plan that has become smaller leaves bots in place that
 * may not all run at once: which of them do is for people to choose, by pausing one and resuming another.
 * @throws AppError `limit_reached` or `feature_missing`
 */
export async function withinRoomToRun<T>(
  ctx: Ctx,
  { id, market }: { id: string; market: string },
  start: () => Promise<T>,
): Promise<T> {
  await requireFeature(ctx, "paper_trading");
  const others = async () => (await listRunningBots(ctx.db)).filter((bot) => bot.id !== id);
  const countOthers = async () => (await others()).length;
  const countOtherPairs = async () =>
    new Set((await others()).map((bot) => bot.market).filter((each) => each !== market)).size;
  return withinLimit(ctx, "bots", countOthers, () => withinLimit(ctx, "pairs", countOtherPairs, start));
}
