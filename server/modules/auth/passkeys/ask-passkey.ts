import { generateAuthenticationOptions } from "@simplewebauthn/server";
import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { type ChallengeTerms, newChallenge } from "./challenge.ts";
import { rpIdOf, TIMEOUT_MS } from "./relying-party.ts";

/**
 * What the browser needs to ask for a passkey of this host. Names no credentials: the person's device knows which it
 * has, and nobody learns who has one.
 * @param binding the session, or the browser that is about to have one.
 */
export function askPasskey(ctx: PlatformCtx, use: Exclude<ChallengeTerms["use"], "add">, binding: string) {
  const rpId = rpIdOf(ctx);
  return generateAuthenticationOptions({
    rpID: rpId,
    challenge: newChallenge(ctx.ports, { use, rpId, binding }),
    userVerification: "required",
    timeout: TIMEOUT_MS,
  });
}
