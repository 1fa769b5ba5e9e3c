import { randomBytes, randomInt } from "node:crypto";
import { hashWithSalt } from "#server/platform/password.ts";

export const BACKUP_CODES = 10;
/** No letters that look like digits, so that a printed code can be read. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const CODE_LENGTH = 10;
const SALT_BYTES = 16;

export interface BackupCodeSet {
  /** `xxxxx-xxxxx`, to be shown once. */
  codes: string[];
  salt: string;
  hashes: string[];
}

/** Ten codes of 49 bits; what is kept of them is their argon2id hash under one salt of the set's own. */
export async function newBackupCodes(): Promise<BackupCodeSet> {
  const salt = randomBytes(SALT_BYTES).toString("base64url");
  const codes = Array.from({ length: BACKUP_CODES }, newCode);
  const hashes = await Promise.all(codes.map((code) => hashBackupCode(code, salt)));
  return { codes, salt, hashes };
}

export const hashBackupCode = (code: string, salt: string): Promise<string> =>
  hashWithSalt(normalise(code), Buffer.from(salt, "base64url"));

/** As it is compared: without spaces, hyphens and capitals. */
const normalise = (code: string): string => code.replace(/[\s-]/g, "").toLowerCase();

function newCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return `${letters.slice(0, CODE_LENGTH / 2)}-${letters.slice(CODE_LENGTH / 2)}`;
}
