import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { addressKey } from "#server/platform/address-key.ts";
import { derivedToken } from "#server/platform/token.ts";
import { isKnownDevice } from "../devices/store.ts";
import { ADDRESS, KNOWN_DEVICE, type ThrottleRule, UNKNOWN_DEVICES } from "./rules.ts";
import { countAttempt, takeBackAttempt } from "./store.ts";

/** An attempt that has been counted as failed, until its success takes that back. */
export interface Attempt {
  succeed(): Promise<void>;
}

/**
 * Lets one guess at an account through, or not. Guesses from browsers the account has signed in from are counted by
 * browser, all others together: strangers can lock out strangers, and never the owner's own browser.
 * @param what is guessed: each is counted apart.
 * @param account e-mail as typed; it need not exist, and what happens is the same if it does not.
 * @throws AppError `rate_limited` with `retryAfterSeconds`.
 */
export async function takeAttempt(
  ctx: PlatformCtx,
  what: "password" | "code",
  account: string,
): Promise<Attempt> {
  const { client: db } = ctx.ports.systemDb;
  const { address, deviceHash } = ctx.client;
  const isKnown = deviceHash !== undefined && (await isKnownDevice(db, account, deviceHash, ctx.now()));
  const keyOf = (...parts: string[]) => derivedToken(ctx.ports.authSecret, ["throttle", ...parts].join("\n"));
  const hereKey = keyOf("address", addressKey(address));
  const accountKey = keyOf(what, account, isKnown ? deviceHash : "unknown devices");
  if (address !== "") await requireTurn(ctx, hereKey, ADDRESS);
  await requireTurn(ctx, accountKey, isKnown ? KNOWN_DEVICE : UNKNOWN_DEVICES);
  return {
    succeed: () => takeBackAttempt(db, accountKey, hereKey),
  };
}

async function requireTurn(ctx: PlatformCtx, key: string, rule: ThrottleRule): Promise<void> {
  const now = ctx.now();
  const blockedUntil = await countAttempt(ctx.ports.systemDb.client, key, rule, now);
  if (!blockedUntil) return;
  const retryAfterSeconds = Math.max(1, Math.ceil((blockedUntil.getTime() - now.getTime()) / 1000));
  throw new AppError("rate_limited", `Too many attempts. Try again in ${inWords(retryAfterSeconds)}.`, {
    reason: "sign_in_throttled",
    retryAfterSeconds,
  });
}

function inWords(seconds: number): string {
  if (seconds < 90) return `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
