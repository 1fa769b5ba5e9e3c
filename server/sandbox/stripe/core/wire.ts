import type Stripe from "stripe";

/**
 * A Stripe object as it travels in JSON: an expandable reference is its id, a decimal is a string.
 * Derived from the SDK's own types, so that a builder which forgets or misspells a field does not compile.
 */
export type Wire<T> = string extends T ? Exclude<T, { object: string }> : WireEach<T>;

type WireEach<T> = T extends Stripe.Decimal
  ? string
  : T extends readonly (infer Element)[]
    ? Wire<Element>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T;

/** A list as Stripe answers it. */
export function listOf<T>(url: string, data: T[], hasMore = false) {
  return { object: "list" as const, data, has_more: hasMore, url };
}
