import { AppError } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { signAccessToken } from "#server/platform/token.ts";
import { checkPassword } from "./check-password.ts";
import { TOKEN_LIFETIME_SECONDS } from "./login.ts";
import { LoginOperatorInput, LoginOperatorResult } from "./schema.ts";
import { SESSION_LIFETIME_MS } from "./sessions.ts";
import { insertSession, isOperator } from "./store.ts";

/**
 * E-mail and password against a token for the operator's verbs, on the root domain alone. Who is no operator learns
 * that a workspace must be named, and only after a right password.
 */
export const loginOperator = platformCommand({
  verb: "auth.loginOperator",
  access: "public",
  input: LoginOperatorInput,
  output: LoginOperatorResult,
  async prepare({ ctx, input }) {
    const user = await checkPassword(ctx.ports, input.email, input.password);
    if (!user) throw new AppError("unauthenticated", "E-mail or password is wrong.");
    if (await isOperator(ctx.db, user.id)) return user;
    throw new AppError(
      "invalid_input",
      "Name the workspace: by its host, by /api/v1/tenants/{tenant}/…, or by X-Tenant-ID.",
      { reason: "tenant_missing" },
    );
  },
  async run({ ctx, prepared: user }) {
    const now = ctx.now();
    const sessionId = ctx.newId();
    await insertSession(ctx.db, {
      id: sessionId,
      userId: user.id,
      hostTenantId: null,
      userAgent: "api",
      createdAt: now,
      expiresAt: new Date(now.getTime() + SESSION_LIFETIME_MS),
    });
    const claims = { userId: user.id, tenantId: null, sessionId };
    const accessToken = await signAccessToken(claims, ctx.ports.authSecret, now, TOKEN_LIFETIME_SECONDS);
    return {
      value: { accessToken, tokenType: "Bearer" as const, expiresInSeconds: TOKEN_LIFETIME_SECONDS, user },
      audit: { entityId: user.id, userId: user.id },
    };
  },
});
