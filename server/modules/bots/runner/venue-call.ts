import { VenueError } from "#server/exchanges/index.ts";

/** An answer, the venue's own definite no, or silence after which nothing is known. */
export type Answer<T> =
  | { readonly kind: "answered"; readonly value: T }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string };

export async function askVenue<T>(call: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { kind: "answered", value: await call() };
  } catch (error) {
    if (!(error instanceof VenueError)) throw error;
    return { kind: error.isOutcomeKnown ? "refused" : "unknown", reason: error.reason };
  }
}
