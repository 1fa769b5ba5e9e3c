import type { Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { tenantMemory } from "#server/platform/tenant-memory.ts";
import { tenantCtx } from "../audit/index.ts";
import { ALLOWANCE_TOPICS } from "../entitlements/index.ts";
import { listProvenDomains } from "./domain-store.ts";
import { openConnection } from "./open-connection.ts";
import { domainOf } from "./rules.ts";

/** What a tenant's sign-in page and every request of its members must know of single sign-on. */
export interface SsoFront {
  /** What the button says; null when there is none. */
  name: string | null;
  /** E-mail domains whose people come in by the provider and no other way. */
  enforcedDomains: readonly string[];
}

const NONE: SsoFront = { name: null, enforcedDomains: [] };
/** Changes of the settings, of what is paid for, and of domains clear it at once. */
export const ssoFront = tenantMemory(
  { topics: ["sso", ...ALLOWANCE_TOPICS], ttlMs: 10_000 },
  async (ports, tenant: TenantInfo): Promise<SsoFront> => {
    const ctx = tenantCtx(ports, tenant, { type: "system", process: "sso" });
    const connection = await openConnection(ctx);
    if (!connection) return NONE;
    return {
      name: connection.name,
      enforcedDomains: connection.isEnforced ? await listProvenDomains(ctx.db) : [],
    };
  },
);

/** Whether people with this address have to come by single sign-on, and by which; null when they need not. */
export async function ssoFor(
  ports: Ports,
  tenant: TenantInfo,
  email: string,
): Promise<{ name: string; domain: string } | null> {
  const { name, enforcedDomains } = await ssoFront(ports, tenant);
  const domain = domainOf(email.trim());
  return name !== null && enforcedDomains.includes(domain) ? { name, domain } : null;
}
