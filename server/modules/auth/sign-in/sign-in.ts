import { platformCommand } from "#server/kernel/verb.ts";
import { secondFactorsOf } from "../second-factor/index.ts";
import { openSignedInSession } from "../sessions/open-signed-in-session.ts";
import { hostTenantIdOf } from "../sessions/rules.ts";
import { checkPassword } from "./check-password.ts";
import { SignInInput, SignInResult } from "./schema.ts";
import { openTicket } from "./ticket.ts";

/** E-mail and password on the site that asks. Who has a second factor gets a ticket for `auth.confirmSignIn` instead. */
export const signIn = platformCommand({
  verb: "auth.signIn",
  access: "public",
  input: SignInInput,
  output: SignInResult,
  async prepare({ ctx, input: { email, password } }) {
    const tenantId = ctx.client.site?.tenant?.id ?? null;
    const user = await checkPassword(ctx, { email, password, tenantId });
    return { user, tenantId, factors: await secondFactorsOf(ctx.ports, user.id) };
  },
  async run({ ctx, input: { isRemembered }, prepared: { user, tenantId, factors } }) {
    const userId = user.id;
    const audit = { entityId: userId, userId, ...(tenantId === null ? {} : { tenantId }) };
    if (factors.totp) {
      const ticket = await openTicket(ctx, { userId, isRemembered });
      const value = { outcome: "second_factor_needed" as const, ...ticket, factors };
      return { value, audit: { ...audit, after: { outcome: value.outcome } } };
    }
    const { signedIn, events } = await openSignedInSession(ctx, {
      userId,
      hostTenantId: hostTenantIdOf(ctx.client),
      method: "password",
      secondFactor: false,
      isRemembered,
    });
    const value = { outcome: "signed_in" as const, signedIn };
    return { value, audit: { ...audit, after: { outcome: value.outcome } }, events };
  },
});
