import { verifyRegistrationResponse } from "@simplewebauthn/server";
import type { z } from "zod";
import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { accountNotice } from "../account-notice.ts";
import { AddPasskeyInput, type RegistrationResponse, TRANSPORTS } from "../passkey-schema.ts";
import { PasskeyView } from "../second-factor-schema.ts";
import { requireRecentAuth } from "../sessions/require-recent-auth.ts";
import { signedIn } from "../signed-in.ts";
import { auditedAt, siteOf } from "../site.ts";
import { takeChallenge } from "./challenge.ts";
import { insertPasskey } from "./passkey-store.ts";
import { passkeyView } from "./passkey-view.ts";
import { rpIdOf } from "./relying-party.ts";

/** Keeps the passkey that the browser has made, after checking that it was made here, now, by this person. */
export const addPasskey = platformCommand({
  verb: "security.addPasskey",
  access: "user",
  input: AddPasskeyInput,
  output: PasskeyView,
  prepare({ ctx, input }) {
    requireRecentAuth(ctx);
    return verify(ctx, input.response);
  },
  async run({ ctx, input: { name, response }, prepared: made }) {
    const { userId } = signedIn(ctx);
    const passkey = {
      id: made.credential.id,
      userId,
      rpId: rpIdOf(ctx),
      publicKey: made.credential.publicKey,
      counter: BigInt(made.credential.counter),
      transports: TRANSPORTS.filter((each) => response.response.transports?.includes(each)),
      name,
      isSynced: made.credentialDeviceType === "multiDevice",
      createdAt: ctx.now(),
    };
    if (!(await insertPasskey(ctx.db, passkey))) {
      throw new AppError("conflict", "This passkey is here already.", { reason: "passkey_known" });
    }
    return {
      value: passkeyView({ ...passkey, lastUsedAt: null }),
      audit: { entityId: passkey.id, ...auditedAt(ctx), after: { name, host: passkey.rpId } },
      events: [accountNotice(ctx, { notice: "passkey_added", userId, subject: name })],
    };
  },
});

async function verify(ctx: PlatformCtx, given: z.output<typeof RegistrationResponse>) {
  const rpId = rpIdOf(ctx);
  const terms = { use: "add" as const, rpId, binding: signedIn(ctx).sessionId };
  const { clientDataJSON, attestationObject } = given.response;
  const { registrationInfo } = await verifyRegistrationResponse({
    response: { ...given, response: { clientDataJSON, attestationObject }, clientExtensionResults: {} },
    expectedChallenge: (challenge) => takeChallenge(ctx.ports, terms, challenge),
    expectedOrigin: siteOf(ctx).origin,
    expectedRPID: rpId,
    requireUserVerification: true,
  }).catch(() => ({ registrationInfo: undefined }));
  if (registrationInfo) return registrationInfo;
  throw new AppError("invalid_input", "The passkey could not be added. Please try once more.", {
    reason: "passkey_refused",
  });
}
