import type { Ports } from "#server/kernel/ctx.ts";
import { findPrimaryHost } from "./store.ts";

/** The origin of a tenant's subdomain, e.g. `https://acme.marque.example`. */
export function tenantOrigin(ports: Ports, slug: string): string {
  const root = new URL(ports.env.ROOT_URL);
  return `${root.protocol}//${slug}.${root.host}`;
}

/**
 * The origin under which a tenant wants to be known: its primary domain while that is served, else its subdomain. For
 * links in mails. Reads the database: never inside a transaction.
 */
export async function tenantHome(ports: Ports, tenant: { id: string; slug: string }): Promise<string> {
  const host = await findPrimaryHost(ports.tenantDb(tenant.id).client);
  if (!host) return tenantOrigin(ports, tenant.slug);
  const { protocol, port } = new URL(ports.env.ROOT_URL);
  return `${protocol}//${host}${port ? `:${port}` : ""}`;
}
