import { generateRegistrationOptions } from "@simplewebauthn/server";
import { platformQuery } from "#server/kernel/verb.ts";
import { RegistrationOptions } from "../passkey-schema.ts";
import { Nothing } from "../second-factor-schema.ts";
import { requireRecentAuth } from "../sessions/require-recent-auth.ts";
import { signedIn } from "../signed-in.ts";
import { siteOf } from "../site.ts";
import { newChallenge } from "./challenge.ts";
import { listPasskeys } from "./passkey-store.ts";
import { rpIdOf, TIMEOUT_MS } from "./relying-party.ts";

/** COSE: EdDSA, ES256 and RS256, which every runtime can check (WebAuthn Level 3 §5.8.5). */
const ALGORITHMS = [-8, -7, -257];

/** What the browser needs to make a passkey for this host. */
export const startPasskey = platformQuery({
  verb: "security.startPasskey",
  access: "user",
  input: Nothing,
  output: RegistrationOptions,
  async run({ ctx }) {
    requireRecentAuth(ctx);
    const { userId, sessionId, email, name } = signedIn(ctx);
    const rpId = rpIdOf(ctx);
    const mine = (await listPasskeys(ctx.db, userId)).filter((passkey) => passkey.rpId === rpId);
    return generateRegistrationOptions({
      rpName: siteOf(ctx).tenant?.name ?? "Marque",
      rpID: rpId,
      userID: new TextEncoder().encode(userId),
      userName: email,
      userDisplayName: name,
      challenge: newChallenge(ctx.ports, { use: "add", rpId, binding: sessionId }),
      attestationType: "none",
      supportedAlgorithmIDs: ALGORITHMS,
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      excludeCredentials: mine.map(({ id }) => ({ id })),
      timeout: TIMEOUT_MS,
    });
  },
});
