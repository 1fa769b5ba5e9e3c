import type { Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { featureRefusal } from "../entitlements/index.ts";
import { tenantOrigin } from "../tenancy/index.ts";
import { findPrimaryHost } from "./store.ts";

/**
 * The origin under which a tenant wants to be known: its primary domain while that is served and its plan includes it,
 * else its subdomain. For links in mails. Reads the database: never inside a transaction.
 */
export async function tenantHome(ports: Ports, tenant: TenantInfo): Promise<string> {
  const host = await findPrimaryHost(ports.tenantDb(tenant.id).client);
  if (!host || (await isLapsed(ports, tenant))) return tenantOrigin(ports, tenant.slug);
  const { protocol, port } = new URL(ports.env.ROOT_URL);
  return `${protocol}//${host}${port ? `:${port}` : ""}`;
}

/** Whether the tenant's plan has no own domains any more: they are kept, and serve a notice. */
export const isLapsed = async (ports: Ports, tenant: TenantInfo): Promise<boolean> =>
  (await featureRefusal(ports, tenant, "custom_domain")) !== null;
