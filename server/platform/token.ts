import { createHash, createHmac, randomBytes } from "node:crypto";
import { type JWTHeaderParameters, jwtVerify, SignJWT } from "jose";
import type { Env } from "./env.ts";

const ISSUER = "marque";

export interface AccessClaims {
  userId: string;
  /** Null: for the operator's verbs on the root domain. */
  tenantId: string | null;
  sessionId: string;
}

/** What a token is signed with: the first signs, all are believed, so that a secret can be replaced under way. */
export type TokenSecrets = readonly [string, ...string[]];

/** The secrets of TOKEN_SECRETS, else the installation's own. */
export function tokenSecretsOf(env: Pick<Env, "TOKEN_SECRETS">, authSecret: string): TokenSecrets {
  const [first, ...older] = env.TOKEN_SECRETS;
  return first ? [first, ...older] : [authSecret];
}

/** A short-lived JWT (HS256) for one person at one tenant; the session it names can still be revoked. */
export function signAccessToken(
  claims: AccessClaims,
  [secret]: TokenSecrets,
  now: Date,
  lifetimeSeconds: number,
) {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new SignJWT({ tid: claims.tenantId, sid: claims.sessionId })
    .setProtectedHeader({ alg: "HS256", typ: "JWT", kid: keyId(secret) })
    .setIssuer(ISSUER)
    .setSubject(claims.userId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .sign(tokenKey(secret));
}

/** @returns null for anything that is not a valid, unexpired token of ours. */
export async function readAccessToken(
  token: string,
  secrets: TokenSecrets,
  now: Date,
): Promise<AccessClaims | null> {
  const keyOf = ({ kid }: JWTHeaderParameters) => {
    const secret = secrets.find((each) => keyId(each) === kid);
    if (!secret) throw new Error("No key of ours.");
    return tokenKey(secret);
  };
  try {
    const { payload } = await jwtVerify(token, keyOf, {
      issuer: ISSUER,
      algorithms: ["HS256"],
      typ: "JWT",
      currentDate: now,
    });
    const { sub, tid, sid } = payload;
    if (typeof sub !== "string" || (typeof tid !== "string" && tid !== null) || typeof sid !== "string")
      return null;
    return { userId: sub, tenantId: tid, sessionId: sid };
  } catch {
    return null;
  }
}

/** 256 bits of chance, safe in a URL. */
export const randomToken = (): string => randomBytes(32).toString("base64url");

export const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Characters of equal chance, 5.95 bits each: bytes that would favour some of them are thrown away. */
export function randomBase62(length: number): string {
  const fair = 256 - (256 % BASE62.length);
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length))
      if (byte < fair && text.length < length) text += BASE62[byte % BASE62.length];
  }
  return text;
}

/** What is stored of a random token: enough to recognise it, useless to whoever reads the table. */
export const tokenHash = (token: string): string => createHash("sha256").update(token).digest("base64url");

/** A token that only the holder of `secret` can make again; each purpose has its own. */
export const derivedToken = (secret: string, purpose: string): string =>
  createHmac("sha256", secret).update(purpose).digest("base64url");

const tokenKey = (secret: string): Uint8Array => derived("access token", secret);

/** Names a secret without telling it. */
const keyId = (secret: string): string =>
  Buffer.from(derived("key id", secret)).toString("base64url").slice(0, 8);

const derived = (use: string, secret: string): Uint8Array =>
  new Uint8Array(createHash("sha256").update(`${use} ${secret}`).digest());
