import { AppError } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { LoginOperatorInput, LoginOperatorResult } from "./schema.ts";
import { openSignedInSession } from "./sessions/open-signed-in-session.ts";
import { checkPassword } from "./sign-in/check-password.ts";
import { requireSignInCode } from "./sign-in/require-sign-in-code.ts";
import { isOperator } from "./store.ts";
import { issueTokens } from "./tokens/issue-tokens.ts";

/**
 * E-mail and password against a token for the operator's verbs, on the root domain alone. Who is no operator learns
 * that a workspace must be named, and only after a right password.
 */
export const loginOperator = platformCommand({
  verb: "auth.loginOperator",
  access: "public",
  input: LoginOperatorInput,
  output: LoginOperatorResult,
  async prepare({ ctx, input: { email, password, code } }) {
    const user = await checkPassword(ctx, { email, password, tenantId: null });
    const secondFactor = await requireSignInCode(ctx, user, code, null);
    if (await isOperator(ctx.db, user.id)) return { user, secondFactor };
    throw new AppError(
      "invalid_input",
      "Name the workspace: by its host, by /api/v1/tenants/{tenant}/…, or by X-Tenant-ID.",
      { reason: "tenant_missing" },
    );
  },
  async run({ ctx, prepared: { user, secondFactor } }) {
    const proof = { userId: user.id, hostTenantId: null, method: "api" as const, secondFactor };
    const { signedIn, events } = await openSignedInSession(ctx, proof);
    const claims = { userId: user.id, tenantId: null, sessionId: signedIn.sessionId };
    return {
      value: { ...(await issueTokens(ctx, claims)), user },
      audit: { entityId: user.id, userId: user.id },
      events,
    };
  },
});
