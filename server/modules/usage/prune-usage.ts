import type { Periodic } from "#server/kernel/background.ts";
import { deleteCountsBefore, deleteRecordsBefore } from "./count-store.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 366 * DAY_MS;

/**
 * How long windows are kept after they began: hours for a quarter, which what is usual is learnt from, days for two
 * years, months and what was charged for as long as books are kept. What there is of a level never goes.
 */
const KEPT_MS = { hour: 92 * DAY_MS, day: 2 * YEAR_MS, month: 10 * YEAR_MS, overage: 10 * YEAR_MS } as const;

/** The ledger's memory: so long a repetition is known as one, and so long a single use can be looked up. */
const LEDGER_MS = 92 * DAY_MS;

/** Forgets single uses and short windows long over; the longer windows' counters stay. */
export const pruneUsage: Periodic = {
  name: "prune-usage",
  everyMs: HOUR_MS,
  async run({ systemDb: { client }, clock }, signal) {
    const now = clock.now().getTime();
    for (const [window, keptMs] of Object.entries(KEPT_MS)) {
      while (!signal.aborted && (await deleteCountsBefore(client, window, new Date(now - keptMs))));
    }
    while (!signal.aborted && (await deleteRecordsBefore(client, new Date(now - LEDGER_MS))));
  },
};
