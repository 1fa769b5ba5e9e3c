import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { accountNotice } from "../account-notice.ts";
import type { AuthenticationResponse } from "../passkey-schema.ts";
import { siteOf } from "../site.ts";
import { type ChallengeTerms, takeChallenge } from "./challenge.ts";
import { advanceCounter, findPasskey } from "./passkey-store.ts";
import { rpIdOf } from "./relying-party.ts";

/**
 * Whom a passkey's answer proves, with user verification, so that it counts as both factors. The challenge is used up,
 * the counter moves. A counter that does not grow is refused, logged and told to the person: there may be a copy.
 * Call it outside any transaction.
 * @returns null for an answer that is not right here.
 */
export async function checkPasskey(
  ctx: PlatformCtx,
  {
    use,
    binding,
    response: given,
  }: Pick<ChallengeTerms, "use" | "binding"> & { response: AuthenticationResponse },
): Promise<{ userId: string; passkeyId: string } | null> {
  const db = ctx.ports.systemDb.client;
  const rpId = rpIdOf(ctx);
  const passkey = await findPasskey(db, given.id, rpId);
  if (!passkey) return null;
  const { userHandle, ...response } = given.response;
  if (userHandle && Buffer.from(userHandle, "base64url").toString() !== passkey.userId) return null;
  const verification = await verifyAuthenticationResponse({
    response: { ...given, response, clientExtensionResults: {} },
    expectedChallenge: (challenge) => takeChallenge(ctx.ports, { use, rpId, binding }, challenge),
    expectedOrigin: siteOf(ctx).origin,
    expectedRPID: rpId,
    // The counter is compared below, in the statement that moves it.
    credential: { id: passkey.id, publicKey: passkey.publicKey, counter: 0 },
    requireUserVerification: true,
  }).catch(() => null);
  if (!verification?.verified) return null;
  const counter = BigInt(verification.authenticationInfo.newCounter);
  const { id, userId, name } = passkey;
  if (await advanceCounter(db, id, counter, ctx.now())) return { userId, passkeyId: id };
  await ctx.transaction(async (tx) => {
    await tx.recordAudit("security.passkeyCopied", {
      entityId: id,
      userId,
      before: { counter: Number(passkey.counter) },
      after: { counter: Number(counter) },
    });
    await tx.emit([accountNotice(ctx, { notice: "passkey_copied", userId, subject: name })]);
  });
  return null;
}
