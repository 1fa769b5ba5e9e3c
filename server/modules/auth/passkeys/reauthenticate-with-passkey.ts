import { AppError } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { PasskeyResponse } from "../passkey-schema.ts";
import { ReauthenticateResult } from "../sessions/schema.ts";
import { setAuthenticated } from "../sessions/store.ts";
import { signedIn } from "../signed-in.ts";
import { checkPasskey } from "./check-passkey.ts";

/** Shows a passkey once more, for what `requireRecentAuth` guards: also for who has no password. */
export const reauthenticateWithPasskey = platformCommand({
  verb: "auth.reauthenticateWithPasskey",
  access: "user",
  input: PasskeyResponse,
  output: ReauthenticateResult,
  async prepare({ ctx, input: { response } }) {
    const { userId, sessionId } = signedIn(ctx);
    const proven = await checkPasskey(ctx, { use: "confirm", binding: sessionId, response });
    if (proven?.userId === userId) return;
    throw new AppError("forbidden", "This passkey is not one of yours here.", { reason: "passkey_refused" });
  },
  async run({ ctx }) {
    const { sessionId } = signedIn(ctx);
    const authenticatedAt = ctx.now();
    await setAuthenticated(ctx.db, sessionId, authenticatedAt);
    return { value: { authenticatedAt: authenticatedAt.toISOString() }, audit: { entityId: sessionId } };
  },
});
