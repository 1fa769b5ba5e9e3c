import {
  customers,
  invoices,
  subscriptionSchedules,
  subscriptions,
  type TestClock,
  testClocks,
} from "./collections.ts";
import type { Reader } from "./store.ts";
import type { Tx } from "./tx.ts";

/** How far a clock has come: while it advances, all up to its target is due. */
export const timeOf = ({ frozen_time, status_details }: TestClock): number =>
  status_details.advancing?.target_frozen_time ?? frozen_time;

/** The test clock of whatever one of these ids names. */
function clockAmong(reader: Reader, ids: readonly unknown[]): TestClock | undefined {
  const clocks = ids
    .filter((id) => typeof id === "string")
    .map((id) => {
      const bound =
        reader.get(customers, id) ??
        reader.get(subscriptions, id) ??
        reader.get(invoices, id) ??
        reader.get(subscriptionSchedules, id);
      return bound?.test_clock;
    });
  return reader.get(testClocks, clocks.find(Boolean) ?? "");
}

/** A request that names something bound to a test clock happens at that clock's time. */
export function onTestClock(tx: Tx, ids: readonly unknown[]): Tx {
  const clock = clockAmong(tx, ids);
  return clock ? tx.at(clock.frozen_time) : tx;
}
