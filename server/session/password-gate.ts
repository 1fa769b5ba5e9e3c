import type { PlatformCtx, TenantInfo } from "#server/kernel/ctx.ts";
import { AppError, isAppError } from "#server/kernel/errors.ts";
import { recordEvent } from "#server/modules/audit/index.ts";
import { checkPassword, secondFactorsOf } from "#server/modules/auth/index.ts";
import { ssoFor } from "#server/modules/sso/index.ts";
import { findMember } from "#server/modules/tenancy/index.ts";

interface Given {
  email: string;
  password: string;
}

/**
 * Every sign-in by password at a tenant passes here. Of somebody who has to come by single sign-on, right or wrong, of
 * a known address or not, it gets one and the same answer at the same cost, worked out from the address alone; only
 * an owner with a second factor goes on, to show that too.
 * @param attempt the sign-in itself, which checks the password again
 * @throws AppError `forbidden` (`sso_required`), or what the attempt throws besides wrong credentials
 */
export async function signInByPassword<R>(
  ctx: PlatformCtx,
  tenant: TenantInfo | null,
  { email, password }: Given,
  attempt: () => Promise<R>,
): Promise<R> {
  const required = tenant && (await ssoFor(ctx.ports, tenant, email));
  if (!tenant || !required) return attempt();
  const refusal = new AppError(
    "forbidden",
    `People of ${required.domain} sign in with ${required.name} here.`,
    { reason: "sso_required" },
  );
  const { id: userId } = await checkPassword(ctx, { email, password, tenantId: tenant.id }).catch(
    (error: unknown) => {
      const isWrong = isAppError(error) && error.details.reason === "wrong_credentials";
      throw isWrong ? refusal : error;
    },
  );
  if (await isOwnerWithTwoFactors(ctx, tenant.id, userId)) return attempt();
  await recordEvent(ctx, "auth.signInFailed", {
    entityId: userId,
    userId,
    tenantId: tenant.id,
    after: { reason: "sso_required" },
  });
  throw refusal;
}

async function isOwnerWithTwoFactors({ ports }: PlatformCtx, tenantId: string, userId: string) {
  const member = await findMember(ports.tenantDb(tenantId).client, userId);
  return member?.role === "owner" && (await secondFactorsOf(ports, userId)).totp;
}
