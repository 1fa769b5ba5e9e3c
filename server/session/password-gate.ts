import type { z } from "zod";
import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { AppError, isAppError } from "#server/kernel/errors.ts";
import { endSessions, readTicket, type signIn } from "#server/modules/auth/index.ts";
import { ssoFor } from "#server/modules/sso/index.ts";
import { findMember } from "#server/modules/tenancy/index.ts";

type SignInResult = z.output<(typeof signIn)["output"]>;

/**
 * A password of somebody who has to come by single sign-on. Right or wrong, of a known address or not, it gets one and
 * the same answer, worked out from the address alone; only an owner goes on to the second factor.
 * @throws AppError `forbidden` (`sso_required`), or what the attempt throws besides wrong credentials
 */
export async function signInByPassword(
  ctx: PlatformCtx,
  email: string,
  attempt: () => Promise<SignInResult>,
): Promise<SignInResult> {
  const { tenant } = ctx.client.site ?? { tenant: null };
  const required = tenant && (await ssoFor(ctx.ports, tenant, email));
  if (!tenant || !required) return attempt();
  const refusal = new AppError(
    "forbidden",
    `People of ${required.domain} sign in with ${required.name} here.`,
    {
      reason: "sso_required",
    },
  );
  const result = await attempt().catch((error: unknown) => {
    const isWrong = isAppError(error) && error.details.reason === "wrong_credentials";
    throw isWrong ? refusal : error;
  });
  if (result.outcome === "second_factor_needed" && (await isOwner(ctx, tenant.id, result.ticket)))
    return result;
  if (result.outcome === "signed_in") {
    const { userId, sessionId } = result.signedIn;
    await ctx.transaction((tx) => endSessions(tx.ctx, userId, { only: sessionId }));
  }
  throw refusal;
}

async function isOwner({ ports, client }: PlatformCtx, tenantId: string, ticket: string): Promise<boolean> {
  const found = await readTicket(ports, client, ticket);
  const member = found && (await findMember(ports.tenantDb(tenantId).client, found.userId));
  return member?.role === "owner";
}
