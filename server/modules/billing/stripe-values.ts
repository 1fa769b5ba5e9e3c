/** Stripe's reference to an object, which is the object itself where it was expanded. */
export const idOf = (reference: string | { id: string } | null | undefined): string | null =>
  typeof reference === "object" ? (reference?.id ?? null) : (reference ?? null);

/** Stripe's Unix seconds in ISO 8601. */
export const momentOf = (seconds: number): string => new Date(seconds * 1000).toISOString();
