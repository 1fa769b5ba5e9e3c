import type { Outputs } from "../trpc/outputs.ts";

type History = Outputs["usage"]["history"];
type Outlook = Outputs["usage"]["outlook"];

export interface ChartPoint {
  time: number;
  used: number | null;
  /** Forecast; on the last used point too, so that the lines meet. */
  expected: number | null;
  /** Where eight of ten outcomes should be. */
  band: [number, number] | null;
}

export interface ChartData {
  points: ChartPoint[];
  /** Bars say what each bucket used, a line what there is so far. */
  kind: "bars" | "line";
  limit: number | null;
}

/**
 * What is drawn of a meter. A meter with a limit for the month grows towards it from the first day on; one with a limit
 * of the chart's own bucket stands beside it; a level is a line under its limit.
 */
export function chartData(history: History, outlook: Outlook | undefined, now: number): ChartData {
  const { bucket, isLevel, limits } = history;
  const of = (window: string) => limits.find((limit) => limit.window === window);
  const monthly = of("month");
  if (isLevel) return plain(history, of("none")?.value ?? null, "line");
  if (bucket === "day" && monthly) return growing(history, outlook, monthly.value, now);
  const data = plain(history, of(bucket)?.value ?? null, "bars");
  return bucket === "day" ? { ...data, points: [...data.points, ...expectedDays(outlook, now)] } : data;
}

function plain({ points }: History, limit: number | null, kind: ChartData["kind"]): ChartData {
  return {
    kind,
    limit,
    points: points.map(({ at, used }) => ({ time: Date.parse(at), used, expected: null, band: null })),
  };
}

function expectedDays(outlook: Outlook | undefined, now: number): ChartPoint[] {
  return (outlook?.forecast?.days ?? [])
    .filter(({ at }) => Date.parse(at) > now)
    .map(({ at, expected, low, high }) => ({
      time: Date.parse(at),
      used: null,
      expected,
      band: [low, high],
    }));
}

function growing(
  { points }: History,
  outlook: Outlook | undefined,
  limit: number | null,
  now: number,
): ChartData {
  const today = new Date(now);
  const month = Date.UTC(today.getUTCFullYear(), today.getUTCMonth());
  let total = 0;
  const past = points
    .filter(({ at }) => Date.parse(at) >= month)
    .map(({ at, used }): ChartPoint => {
      total += used;
      return { time: Date.parse(at), used: total, expected: null, band: null };
    });
  const last = past.at(-1);
  const days = outlook?.forecast?.days ?? [];
  if (!last || days.length < 2) return { kind: "line", limit, points: past };
  last.expected = last.used;
  last.band = [total, total];
  let [expected, spread] = [total, 0];
  const ahead = days.slice(1).map((day): ChartPoint => {
    expected += day.expected;
    // Independent days: what they stray adds up by squares.
    spread = Math.hypot(spread, day.high - day.expected);
    const band: [number, number] = [Math.max(total, expected - spread), expected + spread];
    return { time: Date.parse(day.at), used: null, expected, band };
  });
  return { kind: "line", limit, points: [...past, ...ahead] };
}
