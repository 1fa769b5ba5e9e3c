import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import type { Ports } from "#server/kernel/ctx.ts";
import { tokenHash } from "#server/platform/token.ts";
import { insertUsedChallenge } from "./passkey-store.ts";

/** What a challenge is bound to. An answer to it is good for nothing else. */
export interface ChallengeTerms {
  use: "add" | "sign_in" | "confirm";
  /** The exact host. */
  rpId: string;
  /** The session, or the browser that is about to have one. */
  binding: string;
}

const LIFETIME_MS = 5 * 60_000;
const NONCE_BYTES = 16;
const TIME_BYTES = 8;

/**
 * A challenge that carries its own proof: chance, the time it ends, and HMAC-SHA-256 over both and its terms. Nothing is
 * stored until it is answered, so that looking at a sign-in page writes nothing.
 */
export function newChallenge(ports: Ports, terms: ChallengeTerms): Uint8Array<ArrayBuffer> {
  const body = Buffer.alloc(NONCE_BYTES + TIME_BYTES);
  randomBytes(NONCE_BYTES).copy(body);
  body.writeBigUInt64BE(BigInt(ports.clock.now().getTime() + LIFETIME_MS), NONCE_BYTES);
  return new Uint8Array(Buffer.concat([body, macOf(ports, terms, body)]));
}

/** @returns whether the challenge is ours, for these terms, in time, and answered for the first time. */
export async function takeChallenge(
  ports: Ports,
  terms: ChallengeTerms,
  challenge: string,
): Promise<boolean> {
  const bytes = Buffer.from(challenge, "base64url");
  if (bytes.length <= NONCE_BYTES + TIME_BYTES) return false;
  const body = bytes.subarray(0, NONCE_BYTES + TIME_BYTES);
  const [mac, given] = [macOf(ports, terms, body), bytes.subarray(NONCE_BYTES + TIME_BYTES)];
  if (mac.length !== given.length || !timingSafeEqual(mac, given)) return false;
  const expiresAt = new Date(Number(body.readBigUInt64BE(NONCE_BYTES)));
  const now = ports.clock.now();
  if (expiresAt <= now) return false;
  return insertUsedChallenge(ports.systemDb.client, { hash: tokenHash(challenge), expiresAt, now });
}

function macOf({ authSecret }: Ports, { use, rpId, binding }: ChallengeTerms, body: Buffer): Buffer {
  const key = Buffer.from(hkdfSync("sha256", authSecret, "marque", "passkey challenges", 32));
  return createHmac("sha256", key)
    .update(JSON.stringify([use, rpId, binding]))
    .update(body)
    .digest();
}
