import type { Meter } from "../core/collections.ts";
import { collection, type Reader } from "../core/store.ts";
import type { Period } from "./line-spec.ts";

/** A counted meter event. `id` is meter and identifier, which is how a second one is known. */
export interface Usage {
  id: string;
  identifier: string;
  meter: string;
  customer: string;
  value: number;
  /** Unix seconds. */
  timestamp: number;
  /** When it arrived, by the sandbox's clock: identifiers are kept for 24 hours at least. */
  received: number;
}

export const usages = collection<Usage>("sandbox.usage");

/** Aggregates by the meter's own formula; the start counts, the end does not. */
export function usageWithin(reader: Reader, meter: Meter, customer: string, { start, end }: Period): number {
  const within = reader
    .all(usages)
    .filter(
      (usage) =>
        usage.meter === meter.id &&
        usage.customer === customer &&
        usage.timestamp >= start &&
        usage.timestamp < end,
    );
  switch (meter.default_aggregation.formula) {
    case "count":
      return within.length;
    case "last":
      return (
        within.reduce<Usage | null>(
          (last, each) => (last && last.timestamp > each.timestamp ? last : each),
          null,
        )?.value ?? 0
      );
    default:
      return within.reduce((total, { value }) => total + value, 0);
  }
}
