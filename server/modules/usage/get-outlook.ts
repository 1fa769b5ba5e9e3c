import type { Ctx } from "#server/kernel/ctx.ts";
import { query } from "#server/kernel/verb.ts";
import { windowAt } from "../entitlements/index.ts";
import { bucketsBetween, fillBuckets } from "./buckets.ts";
import { listCounts } from "./count-store.ts";
import { FORECAST_DAYS, forecastUse, limitReachedAt } from "./forecast.ts";
import { findMeter, type MeterAbout } from "./meter-about.ts";
import { UsageOutlook, UsageOutlookInput } from "./schema.ts";
import { COMPARED_DAYS, UNUSUAL_METHOD, unusualHours } from "./unusual-use.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const WEEK_HOURS = 7 * 24;

/** What the rest of the month will bring, and what was unusual lately, with the method of each. */
export const getOutlook = query({
  verb: "usage.outlook",
  permission: "billing:read",
  input: UsageOutlookInput,
  output: UsageOutlook,
  async run({ ctx, input: { meter } }) {
    const about = await findMeter(ctx, meter);
    if (about.isLevel) return { meter, forecast: null, unusual: { method: UNUSUAL_METHOD, hours: [] } };
    const [forecast, hours] = await Promise.all([forecastOf(ctx, about), unusualOf(ctx, meter)]);
    return { meter, forecast, unusual: { method: UNUSUAL_METHOD, hours } };
  },
});

async function forecastOf(ctx: Ctx, { meter, limits }: MeterAbout) {
  const now = ctx.now();
  const month = windowAt("month", now);
  const day = windowAt("day", now);
  if (!month || !day) return null;
  const from = new Date(day.start.getTime() - FORECAST_DAYS * DAY_MS);
  const counts = await listCounts(ctx.db, { meter, window: "day", from, to: day.end });
  const past = fillBuckets(bucketsBetween("day", from, day.start, FORECAST_DAYS), counts, { isLevel: false });
  const today = { at: day.start, used: counts.find(({ at }) => +at === +day.start)?.used ?? 0 };
  const usedBefore = past.reduce((sum, { at, used }) => (at >= month.start ? sum + used : sum), 0);
  const forecast = forecastUse(past, today, { usedBefore, end: month.end });
  if (!forecast) return null;
  const monthly = limits.find(({ window }) => window === "month")?.value ?? null;
  const daily = limits.find(({ window }) => window === "day")?.value ?? null;
  const overDay = forecast.days.find(({ expected }) => daily !== null && expected > daily)?.at ?? null;
  const reachedAt = limitReachedAt(forecast, usedBefore, monthly) ?? overDay;
  return {
    ...forecast,
    days: forecast.days.map((each) => ({ ...each, at: each.at.toISOString() })),
    endsAt: month.end.toISOString(),
    limitReachedAt: reachedAt?.toISOString() ?? null,
  };
}

async function unusualOf(ctx: Ctx, meter: string) {
  const to = windowAt("hour", ctx.now())?.start ?? ctx.now();
  const count = WEEK_HOURS + COMPARED_DAYS * 24;
  const from = new Date(to.getTime() - count * HOUR_MS);
  const counts = await listCounts(ctx.db, { meter, window: "hour", from, to });
  const first = counts[0]?.at;
  if (!first) return [];
  // Hours before the first use are not known to be empty.
  const hours = fillBuckets(bucketsBetween("hour", first, to, count), counts, { isLevel: false });
  return unusualHours(hours, WEEK_HOURS)
    .reverse()
    .map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() }));
}
