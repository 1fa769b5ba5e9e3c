import { createHmac } from "node:crypto";

/** What the log keeps of one change or security event. */
export interface AuditRecord {
  id: string;
  at: Date;
  actor: string;
  userId: string | null;
  address: string;
  userAgent: string;
  verb: string;
  entityId: string;
  before: unknown;
  after: unknown;
}

/** The end of a chain; the next row continues from it. */
export interface ChainHead {
  seq: bigint;
  hash: string;
}

export interface ChainLink {
  seq: bigint;
  previousHash: string;
  hash: string;
}

export const EMPTY_CHAIN: ChainHead = { seq: 0n, hash: "" };

/**
 * The row's place in the chain. The hash is HMAC-SHA-256 (RFC 2104) over the row and the hash before it, under a key
 * that the database does not hold: whoever can write tables only can't mend the chain.
 * @param scope the tenant's id, or `platform`: a row can't be moved to another chain.
 */
export function nextLink(key: Uint8Array, scope: string, head: ChainHead, record: AuditRecord): ChainLink {
  const seq = head.seq + 1n;
  const link = { seq, previousHash: head.hash };
  return { ...link, hash: hashOf(key, scope, { ...link, ...record }) };
}

export function hashOf(
  key: Uint8Array,
  scope: string,
  row: AuditRecord & { seq: bigint; previousHash: string },
): string {
  const { seq, at, before, after, previousHash, id, actor, userId, address, userAgent, verb, entityId } = row;
  const fields = [id, actor, userId, address, userAgent, verb, entityId];
  const text = canonical([scope, String(seq), previousHash, at.toISOString(), ...fields, before, after]);
  return createHmac("sha256", key).update(text).digest("base64url");
}

/** JSON with sorted keys and without `undefined`: the same text before PostgreSQL kept it and after (RFC 8785's idea). */
export function canonical(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(",")}}`;
}
