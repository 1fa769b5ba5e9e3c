const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Two mails of the same debt on one day help nobody. */
const MIN_GAP_MS = 20 * HOUR_MS;

const REMINDER_STEPS = ["day_after", "halfway", "last_day"] as const;
export type ReminderStep = (typeof REMINDER_STEPS)[number];

/**
 * When a failed payment is reminded of, earliest first: a day after it failed, in the middle of the grace, and a day before
 * access ends. In a short grace the later ones stay and what would crowd them is left out; a day's grace has none.
 */
export function remindersOf(since: Date, until: Date): { step: ReminderStep; at: Date }[] {
  const [start, end] = [since.getTime(), until.getTime()];
  const wanted: [ReminderStep, number][] = [
    ["last_day", end - DAY_MS],
    ["halfway", (start + end) / 2],
    ["day_after", start + DAY_MS],
  ];
  const kept: [ReminderStep, number][] = [];
  for (const [step, at] of wanted) {
    const isFree = [start, end, ...kept.map(([, other]) => other)].every(
      (other) => Math.abs(at - other) >= MIN_GAP_MS,
    );
    if (at > start && at < end && isFree) kept.push([step, at]);
  }
  return kept.map(([step, at]) => ({ step, at: new Date(at) })).toReversed();
}

/** The reminder that is due: of those whose time has come the latest, for what was missed is not made up for. */
export function reminderDue(since: Date, until: Date, now: Date): ReminderStep | null {
  if (now >= until) return null;
  return remindersOf(since, until).findLast(({ at }) => at <= now)?.step ?? null;
}
