import { platformCommand } from "#server/kernel/verb.ts";
import { hashPassword } from "#server/platform/password.ts";
import { accountNotice } from "../account-notice.ts";
import { recogniseDevice } from "../devices/recognise-device.ts";
import { closeLink } from "../links/link-store.ts";
import { deadLink, requireLink } from "../links/request-link.ts";
import { requireGoodPassword } from "../password-rules.ts";
import { setPassword } from "../profile/set-password.ts";
import { requireTryRate } from "../rates.ts";
import { PasswordReset, ResetPasswordInput } from "../reset-schema.ts";
import { siteOf } from "../site.ts";
import { findUserById } from "../store.ts";

/**
 * A new password for whoever reads the account's mail. Signs nobody in: a second factor is still asked for, and every
 * session and token from before is over. The browser counts as one of the person's from now on, so that whoever is held
 * up by strangers' guesses gets in.
 */
export const resetPassword = platformCommand({
  verb: "auth.resetPassword",
  access: "public",
  input: ResetPasswordInput,
  output: PasswordReset,
  async prepare({ ctx, input }) {
    await requireTryRate(ctx);
    const link = await requireLink(ctx, "reset", "reset", input.token);
    const user = link.userId && (await findUserById(ctx.db, link.userId));
    if (!user) throw deadLink();
    const { tenant } = siteOf(ctx);
    requireGoodPassword(input.password, { email: user.email, names: tenant ? [tenant.name] : [] });
    return { linkId: link.id, user, tenant, passwordHash: await hashPassword(input.password) };
  },
  async run({ ctx, prepared: { linkId, user, tenant, passwordHash } }) {
    if (!(await closeLink(ctx.db, linkId, ctx.now()))) throw deadLink();
    await setPassword(ctx, { userId: user.id, passwordHash, keptSessionId: null });
    const { token: deviceToken } = await recogniseDevice(ctx, user.id);
    return {
      value: { email: user.email, deviceToken },
      // The link was mailed to a member of this workspace only.
      audit: { entityId: user.id, userId: user.id, ...(tenant ? { tenantId: tenant.id } : {}) },
      events: [accountNotice(ctx, { notice: "password_reset", userId: user.id })],
    };
  },
});
