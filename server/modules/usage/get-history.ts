import { fieldError } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { windowAt } from "../entitlements/index.ts";
import { bucketsBetween, fillBuckets } from "./buckets.ts";
import { findLevelBefore, listCounts } from "./count-store.ts";
import { findMeter } from "./meter-about.ts";
import { UsageHistory, UsageHistoryInput } from "./schema.ts";

const DAY_MS = 86_400_000;
const DEFAULT_MS = { hour: 2 * DAY_MS, day: 30 * DAY_MS, month: 365 * DAY_MS } as const;
const MAX_BUCKETS = 2_300;

/** What was used of a meter by hour, day or month. Reads counters, so a million uses cost no more than one. */
export const getHistory = query({
  verb: "usage.history",
  permission: "billing:read",
  input: UsageHistoryInput,
  output: UsageHistory,
  async run({ ctx, input: { meter, bucket, ...span } }) {
    const { label, isLevel, limits } = await findMeter(ctx, meter);
    const to = span.to ? new Date(span.to) : new Date(ctx.now().getTime() + 1);
    const asked = span.from ? new Date(span.from) : new Date(to.getTime() - DEFAULT_MS[bucket]);
    if (asked >= to) throw fieldError("from", "It must be before `to`.");
    const from = windowAt(bucket, asked)?.start ?? asked;
    const starts = bucketsBetween(bucket, from, to, MAX_BUCKETS + 1);
    if (starts.length > MAX_BUCKETS) {
      throw fieldError(
        "from",
        `These are more than ${MAX_BUCKETS} buckets. Ask for a shorter time, or larger ones.`,
      );
    }
    const before = isLevel ? await findLevelBefore(ctx.db, meter, from) : 0;
    const counts = await listCounts(ctx.db, { meter, window: bucket, from, to });
    const points = fillBuckets(starts, counts, { isLevel, before });
    return {
      meter,
      label,
      bucket,
      isLevel,
      points: points.map(({ at, used }) => ({ at: at.toISOString(), used })),
      limits: limits.map(({ window, value }) => ({ window, value })),
    };
  },
});
