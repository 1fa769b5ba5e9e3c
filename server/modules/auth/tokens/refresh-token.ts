import { createHmac, timingSafeEqual } from "node:crypto";
import type { TokenSecrets } from "#server/platform/token.ts";

/** One refresh token of a session: the tokens of a family differ by generation, and only the latest is good. */
export interface RefreshRef {
  sessionId: string;
  generation: number;
}

const SHAPE = /^rt_([0-9a-z]{26})\.(\d{1,9})\.([\w-]{43})$/;

/**
 * `rt_SESSION.GENERATION.MAC`. The MAC (HMAC-SHA-256 over both and the family's random salt) stands in for a stored hash: the
 * database alone can't make a token, nor can the secret alone, a token that was ever given out is recognised for ever,
 * and asking twice for the next generation gives the same answer.
 */
export const refreshTokenOf = (ref: RefreshRef, salt: string, [secret]: TokenSecrets): string =>
  `rt_${ref.sessionId}.${ref.generation}.${macOf(ref, salt, secret).toString("base64url")}`;

/** What a text claims to be; null when it is no refresh token at all. Believe it after `isGenuine` only. */
export function parseRefreshToken(text: string): (RefreshRef & { mac: string }) | null {
  const [, sessionId, generation, mac] = SHAPE.exec(text) ?? [];
  return sessionId && generation && mac ? { sessionId, generation: Number(generation), mac } : null;
}

export function isGenuine(
  { mac, ...ref }: RefreshRef & { mac: string },
  salt: string,
  secrets: TokenSecrets,
): boolean {
  const given = Buffer.from(mac, "base64url");
  return secrets.some((secret) => {
    const right = macOf(ref, salt, secret);
    return given.length === right.length && timingSafeEqual(given, right);
  });
}

const macOf = ({ sessionId, generation }: RefreshRef, salt: string, secret: string): Buffer =>
  createHmac("sha256", secret).update(`refresh token ${sessionId} ${generation} ${salt}`).digest();
