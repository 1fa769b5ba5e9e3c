import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { notFound } from "#server/kernel/errors.ts";
import { ownWaysIn } from "../auth/index.ts";
import { findMember, resolveTenant } from "../tenancy/index.ts";
import { isAdmitted } from "./admits.ts";
import { ssoFront } from "./front.ts";
import { findLinkedOf } from "./link-store.ts";
import { type UnlinkObstacle, unlinkObstacle } from "./rules.ts";

export interface OwnLink {
  personId: string;
  provider: string;
  subject: string | null;
  signedInAt: Date | null;
  obstacle: UnlinkObstacle | null;
}

/** The link of a person to a tenant's provider, and what keeps them from giving it up; null without one. */
export async function readOwnLink(
  { ports, client }: PlatformCtx,
  tenantId: string,
  { userId, email }: { userId: string; email: string },
): Promise<OwnLink | null> {
  const tenant = await resolveTenant(ports, { id: tenantId });
  const member = tenant && (await findMember(ports.tenantDb(tenantId).client, userId));
  if (!tenant || !member) throw notFound("This workspace");
  const link = await findLinkedOf(ports.tenantDb(tenantId).client, tenantId, userId);
  if (!link) return null;
  const { hasPassword, hasPasskey, hasSecondFactor } = await ownWaysIn(ports, client, userId);
  const { enforcedDomains } = await ssoFront(ports, tenant);
  const presence = { email, role: member.role };
  const obstacle = unlinkObstacle({
    isPasswordEnough: isAdmitted({ ...presence, method: "password", hasSecondFactor }, enforcedDomains),
    isPasskeyEnough: isAdmitted({ ...presence, method: "passkey", hasSecondFactor: true }, enforcedDomains),
    hasPassword,
    hasPasskey,
  });
  const { id, subject, signedInAt, connection } = link;
  return { personId: id, provider: connection.name, subject, signedInAt, obstacle };
}
