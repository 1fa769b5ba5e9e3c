import type { Ctx } from "#server/kernel/ctx.ts";
import { countLiveBots, countLivePairs } from "../bots/index.ts";
import { countDatasets } from "../market-data/index.ts";
import { countSeats } from "../members/index.ts";

/** How much there is now of what modules count themselves, by meter: as their own limits count it. */
const GAUGES: Readonly<Record<string, (ctx: Ctx) => Promise<number>>> = {
  bots: ({ db }) => countLiveBots(db),
  pairs: ({ db }) => countLivePairs(db),
  data_sets: ({ db }) => countDatasets(db),
  members: (ctx) => countSeats(ctx),
};

/** All of them that the price list sells. */
export async function readGauges(ctx: Ctx, meters: readonly string[]): Promise<Record<string, number>> {
  const wanted = Object.entries(GAUGES).filter(([meter]) => meters.includes(meter));
  const read = wanted.map(async ([meter, count]) => [meter, await count(ctx)] as const);
  return Object.fromEntries(await Promise.all(read));
}
