import { createHash } from "node:crypto";
import { AppError } from "#server/kernel/errors.ts";
import type { Group, Person } from "./schema.ts";

/** Changes with everything a client can read of the resource: a weak entity tag (RFC 9110 §8.8.1). */
export const versionOf = (resource: Person | Group): string =>
  `W/"${createHash("sha256").update(JSON.stringify(resource, inOrder)).digest("base64url").slice(0, 22)}"`;

/** Fields come in whatever order the last schema has put them. */
const inOrder = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/**
 * Compares under the lock of the change, so that of two changes of one version one is refused.
 * @param expected the tags that the caller will bear; null: any
 * @throws AppError `conflict`, reason `version_mismatch`
 */
export function requireVersion(resource: Person | Group, expected: readonly string[] | null): void {
  if (expected === null || expected.includes(versionOf(resource))) return;
  throw new AppError("conflict", "This was changed in the meantime. Read it again.", {
    reason: "version_mismatch",
  });
}
