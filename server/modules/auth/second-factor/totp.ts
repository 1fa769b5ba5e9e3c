import { Secret as OtpSecret, TOTP } from "otpauth";
import { Secret } from "#server/kernel/secret.ts";

const PERIOD_SECONDS = 30;
const SECRET_BYTES = 20;
const TERMS = { algorithm: "SHA1", digits: 6, period: PERIOD_SECONDS };
/** Steps before and after the present one that are accepted, for clocks that differ and slow fingers. */
const WINDOW = 1;

/** Binds a sealed secret to its person: moved to another row, it does not open. */
export const totpPurpose = (userId: string): string => `totp ${userId}`;

/** 160 bits, in base32 as authenticator apps take it. */
export const newTotpSecret = (): Secret => new Secret(new OtpSecret({ size: SECRET_BYTES }).base32);

/**
 * RFC 6238 with HMAC-SHA-1, 30 seconds and six digits, which is all that authenticator apps agree on.
 * @returns the 30-second step whose code this is, one step around `at`; null when it is none. Compares in constant time.
 */
export function totpStepOf(secret: Secret, code: string, at: Date): bigint | null {
  const timestamp = at.getTime();
  const key = OtpSecret.fromBase32(secret.reveal());
  const delta = TOTP.validate({ ...TERMS, token: code, secret: key, timestamp, window: WINDOW });
  return delta === null ? null : BigInt(TOTP.counter({ period: PERIOD_SECONDS, timestamp }) + delta);
}
