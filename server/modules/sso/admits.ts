import type { Ports, TenantInfo } from "#server/kernel/ctx.ts";
import type { Role } from "#server/kernel/permission.ts";
import { ssoFront } from "./front.ts";
import { domainOf } from "./rules.ts";

/** How a person is here: by which proof, as whom. */
export interface Presence {
  email: string;
  role: Role;
  method: string;
  hasSecondFactor: boolean;
}

/**
 * Whether a session counts at a tenant that may ask its people to come by single sign-on. Looked at with every request,
 * so that it holds for sessions opened before, elsewhere, and by whatever way is added later. Owners get in by a
 * password or passkey with a second factor: somebody must be able to mend a broken provider.
 */
export async function admitsSession(ports: Ports, tenant: TenantInfo, presence: Presence): Promise<boolean> {
  const { enforcedDomains } = await ssoFront(ports, tenant);
  return isAdmitted(presence, enforcedDomains);
}

export function isAdmitted(
  { email, role, method, hasSecondFactor }: Presence,
  enforcedDomains: readonly string[],
): boolean {
  if (!enforcedDomains.includes(domainOf(email)) || method === "sso") return true;
  return role === "owner" && (hasSecondFactor || method === "passkey");
}
