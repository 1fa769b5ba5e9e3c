import { generateAuthenticationOptions } from "@simplewebauthn/server";
import { platformQuery } from "#server/kernel/verb.ts";
import { AskPasskeyInput, AuthenticationOptions } from "../passkey-schema.ts";
import { newChallenge } from "./challenge.ts";
import { rpIdOf, TIMEOUT_MS } from "./relying-party.ts";

/**
 * What the browser needs to ask for a passkey of this host. Names no credentials: the person's device knows which it
 * has, and nobody learns who has one.
 */
export const askPasskey = platformQuery({
  verb: "auth.askPasskey",
  access: "public",
  input: AskPasskeyInput,
  output: AuthenticationOptions,
  async run({ ctx, input: { use, binding } }) {
    const rpId = rpIdOf(ctx);
    return generateAuthenticationOptions({
      rpID: rpId,
      challenge: newChallenge(ctx.ports, { use, rpId, binding }),
      userVerification: "required",
      timeout: TIMEOUT_MS,
    });
  },
});
