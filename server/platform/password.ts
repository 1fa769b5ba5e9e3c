import { hash, verify } from "@node-rs/argon2";

/** argon2id at OWASP's minimum for 2024: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, COST);

let decoy: Promise<string> | undefined;

/** Takes the same time whether or not there is a hash to compare with, so that an unknown e-mail stays unknown. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword("no such account");
  const isMatch = await verify(passwordHash ?? (await decoy), password);
  return isMatch && passwordHash !== null;
}

/** The same function with a salt of the caller's, so that equal texts can be found by their hash. */
export const hashWithSalt = (text: string, salt: Uint8Array): Promise<string> =>
  hash(text, { ...COST, salt });
