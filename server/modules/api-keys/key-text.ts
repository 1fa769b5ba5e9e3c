import { crc32 } from "node:zlib";
import { BASE62, randomBase62 } from "#server/platform/token.ts";

const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const SHAPE = /^([a-z][a-z0-9_]{0,13}[a-z0-9])_([0-9a-z]{26})_[0-9A-Za-z]{43}([0-9A-Za-z]{6})$/;

/**
 * `PREFIX_TENANT_SECRETCHECKSUM`: the tenant's id; 43 base62 characters, 256 bits of chance; and CRC-32 of all before it
 * in six base62 digits, so that scanners know a leaked key and typing errors cost no query (GitHub's token format).
 */
export function createKeyText(prefix: string, tenantId: string): string {
  const body = `${prefix}_${tenantId}_${randomBase62(SECRET_LENGTH)}`;
  return body + checksum(body);
}

/** @returns the tenant that the key is of, or null for what no key can look like, whatever its prefix. */
export function parseKeyText(text: string): { tenantId: string } | null {
  const [, , tenantId, sum] = SHAPE.exec(text) ?? [];
  if (!tenantId || sum !== checksum(text.slice(0, -CHECKSUM_LENGTH))) return null;
  return { tenantId };
}

/** What a key begins with, as it is shown afterwards. */
export const visibleStart = (text: string): string => SHAPE.exec(text)?.[1] ?? "";

function checksum(body: string): string {
  let rest = crc32(body);
  let digits = "";
  for (let place = 0; place < CHECKSUM_LENGTH; place++) {
    digits = BASE62.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}
