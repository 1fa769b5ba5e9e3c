import type { Periodic } from "#server/kernel/background.ts";
import { deleteUseBefore } from "./store.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long windows are kept after they began, for questions about the past: two days of hours, two years of months. */
const KEPT_MS = { hour: 2 * DAY_MS, day: 92 * DAY_MS, month: 2 * 366 * DAY_MS } as const;

/** Forgets what was used in windows long over; without it every tenant's every hour would stay a row. */
export const pruneUsage: Periodic = {
  name: "prune-usage",
  everyMs: HOUR_MS,
  async run({ systemDb: { client }, clock }, signal) {
    for (const [window, keptMs] of Object.entries(KEPT_MS)) {
      const before = new Date(clock.now().getTime() - keptMs);
      while (!signal.aborted && (await deleteUseBefore(client, window, before)));
    }
  },
};
