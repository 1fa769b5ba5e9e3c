import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { randomToken, tokenHash } from "#server/platform/token.ts";
import { rememberDevice } from "./store.ts";

/**
 * Makes the browser one of this person's, whose wrong passwords are counted apart from strangers'.
 * @returns a token for its device cookie, null when it has one; and whether the person was never seen in it.
 */
export async function recogniseDevice(ctx: PlatformCtx, userId: string) {
  const given = ctx.client.deviceHash;
  if (given) return { token: null, isNew: await rememberDevice(ctx.db, userId, given, ctx.now()) };
  const token = randomToken();
  await rememberDevice(ctx.db, userId, tokenHash(token), ctx.now());
  return { token, isNew: true };
}
