import type { Serialize } from "@trpc/server/unstable-core-do-not-import";

/**
 * An answer of the server's own caller, typed as the client reads the same answer over HTTP.
 * Guarantee: verbs answer plain JSON (dates as text), so the value itself is the same.
 */
export const asJson = <Value>(value: Value) => value as Serialize<Value>;
