import { notFound } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { resolveTenant } from "../tenancy/index.ts";
import { LoginInput, LoginResult } from "./schema.ts";
import { openSignedInSession } from "./sessions/open-signed-in-session.ts";
import { checkPassword } from "./sign-in/check-password.ts";
import { requireSignInCode } from "./sign-in/require-sign-in-code.ts";
import { issueTokens } from "./tokens/issue-tokens.ts";

/** E-mail and password, and a code where there is a second factor, against tokens for one tenant's API. */
export const login = platformCommand({
  verb: "auth.login",
  access: "public",
  input: LoginInput,
  output: LoginResult,
  async prepare({ ctx, input: { email, password, tenantId, code } }) {
    const tenant = await resolveTenant(ctx.ports, { id: tenantId });
    if (!tenant) throw notFound("This workspace");
    const user = await checkPassword(ctx, { email, password, tenantId });
    return { tenant, user, secondFactor: await requireSignInCode(ctx, user, code, tenantId) };
  },
  async run({ ctx, prepared: { tenant, user, secondFactor } }) {
    const proof = { userId: user.id, hostTenantId: tenant.id, method: "api" as const, secondFactor };
    const { signedIn, events } = await openSignedInSession(ctx, proof);
    const claims = { userId: user.id, tenantId: tenant.id, sessionId: signedIn.sessionId };
    return {
      value: { ...(await issueTokens(ctx, claims)), user, tenant },
      audit: { entityId: user.id, userId: user.id, tenantId: tenant.id },
      events,
    };
  },
});
