import { AppError, fieldError } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { hashPassword, verifyPassword } from "#server/platform/password.ts";
import { accountNotice } from "../account-notice.ts";
import { requireGoodPassword } from "../password-rules.ts";
import { ChangePasswordInput } from "../profile-schema.ts";
import { requireOwnTryRate } from "../rates.ts";
import { Nothing } from "../second-factor-schema.ts";
import { signedIn } from "../signed-in.ts";
import { auditedAt, siteOf } from "../site.ts";
import { findAccount } from "../store.ts";
import { setPassword } from "./set-password.ts";

/** A new password for the present one. This session stays, the person's others end. */
export const changePassword = platformCommand({
  verb: "account.changePassword",
  access: "user",
  input: ChangePasswordInput,
  output: Nothing,
  async prepare({ ctx, input: { current, password } }) {
    const { userId } = signedIn(ctx);
    await requireOwnTryRate(ctx, userId);
    const { email, passwordHash } = await findAccount(ctx.db, userId);
    if (passwordHash === null) {
      throw new AppError("conflict", "You have no password yet. Ask for a link to choose one.", {
        reason: "no_password",
      });
    }
    if (!(await verifyPassword(passwordHash, current)))
      throw fieldError("current", "This is not your password.");
    const { tenant } = siteOf(ctx);
    requireGoodPassword(password, { email, names: tenant ? [tenant.name] : [] });
    return hashPassword(password);
  },
  async run({ ctx, prepared: passwordHash }) {
    const { userId, sessionId } = signedIn(ctx);
    await setPassword(ctx, { userId, passwordHash, keptSessionId: sessionId });
    return {
      value: {},
      audit: { entityId: userId, ...auditedAt(ctx) },
      events: [accountNotice(ctx, { notice: "password_changed", userId })],
    };
  },
});
