import type { Ports, TenantInfo } from "#server/kernel/ctx.ts";
import type { LiveSession } from "#server/modules/auth/index.ts";
import { admitsSession } from "#server/modules/sso/index.ts";
import { findMember } from "#server/modules/tenancy/index.ts";

/**
 * What the person of a session is in a tenant; null for a stranger, and for a member who has to come by single sign-on
 * and has not.
 */
export async function memberOf(
  ports: Ports,
  tenant: TenantInfo,
  { user, method, secondFactorAt }: LiveSession,
): ReturnType<typeof findMember> {
  const member = await findMember(ports.tenantDb(tenant.id).client, user.id);
  if (!member) return null;
  const presence = { email: user.email, role: member.role, method, hasSecondFactor: secondFactorAt !== null };
  return (await admitsSession(ports, tenant, presence)) ? member : null;
}
