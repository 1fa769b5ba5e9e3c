import { AppError, notFound } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { signAccessToken } from "#server/platform/token.ts";
import { findMember, resolveTenant } from "../tenancy/index.ts";
import { checkPassword } from "./check-password.ts";
import { LoginInput, LoginResult } from "./schema.ts";
import { SESSION_LIFETIME_MS } from "./sessions.ts";
import { insertSession } from "./store.ts";

export const TOKEN_LIFETIME_SECONDS = 15 * 60;

/** E-mail and password against a short-lived token for one tenant's API. */
export const login = platformCommand({
  verb: "auth.login",
  access: "public",
  input: LoginInput,
  output: LoginResult,
  async prepare({ ctx, input }) {
    const tenant = await resolveTenant(ctx.ports, { id: input.tenantId });
    if (!tenant) throw notFound("This workspace");
    const user = await checkPassword(ctx.ports, input.email, input.password);
    const isMember = user && (await findMember(ctx.ports.tenantDb(tenant.id).client, user.id));
    if (!user || !isMember) throw new AppError("unauthenticated", "E-mail or password is wrong.");
    return { tenant, user };
  },
  async run({ ctx, prepared: { tenant, user } }) {
    const now = ctx.now();
    const sessionId = ctx.newId();
    await insertSession(ctx.db, {
      id: sessionId,
      userId: user.id,
      hostTenantId: tenant.id,
      userAgent: "api",
      createdAt: now,
      expiresAt: new Date(now.getTime() + SESSION_LIFETIME_MS),
    });
    const claims = { userId: user.id, tenantId: tenant.id, sessionId };
    const accessToken = await signAccessToken(claims, ctx.ports.authSecret, now, TOKEN_LIFETIME_SECONDS);
    return {
      value: {
        accessToken,
        tokenType: "Bearer" as const,
        expiresInSeconds: TOKEN_LIFETIME_SECONDS,
        user,
        tenant,
      },
      audit: { entityId: user.id, tenantId: tenant.id },
    };
  },
});
