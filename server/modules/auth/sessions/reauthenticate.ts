import { fieldError, isAppError } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { checkPassword } from "../sign-in/check-password.ts";
import { signedIn } from "../signed-in.ts";
import { ReauthenticateInput, ReauthenticateResult } from "./schema.ts";
import { setAuthenticated } from "./store.ts";

/** Shows the password once more, for what `requireRecentAuth` guards. Guesses are counted as at sign-in. */
export const reauthenticate = platformCommand({
  verb: "auth.reauthenticate",
  access: "user",
  input: ReauthenticateInput,
  output: ReauthenticateResult,
  async prepare({ ctx, input: { password } }) {
    const { email } = signedIn(ctx);
    await checkPassword(ctx, { email, password, tenantId: null }).catch((error) => {
      const isWrong = isAppError(error) && error.details.reason === "wrong_credentials";
      throw isWrong ? fieldError("password", "The password is wrong.") : error;
    });
  },
  async run({ ctx }) {
    const { sessionId } = signedIn(ctx);
    const authenticatedAt = ctx.now();
    await setAuthenticated(ctx.db, sessionId, authenticatedAt);
    return {
      value: { authenticatedAt: authenticatedAt.toISOString() },
      audit: { entityId: sessionId },
    };
  },
});
