import { randomInt } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** `newId("cus")` → `cus_…`: a prefix and 24 characters, as Stripe's ids look. */
export type IdSource = (prefix: string) => string;

export const randomIds: IdSource = (prefix) =>
  `${prefix}_${Array.from({ length: 24 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("")}`;

/** Ids that count up, the same in every run. */
export function countingIds(): IdSource {
  const counts = new Map<string, number>();
  return (prefix) => {
    const count = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, count);
    return `${prefix}_${String(count).padStart(24, "0")}`;
  };
}
