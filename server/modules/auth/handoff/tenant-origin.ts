import type { Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { resolveTenant, tenantOrigin } from "../../tenancy/index.ts";

/** Where a hand-off begins: from here a person signed in on the root domain comes out signed in at the tenant. */
export const handoffStartUrl = (ports: Ports, slug: string): string =>
  `${tenantOrigin(ports, slug)}/handoff/start`;

/** The tenant whose own origin this is: its subdomain or a verified domain, with our scheme and port. */
export async function tenantAtOrigin(ports: Ports, origin: string): Promise<TenantInfo | null> {
  if (!URL.canParse(origin)) return null;
  const url = new URL(origin);
  const root = new URL(ports.env.ROOT_URL);
  if (url.origin !== origin || url.protocol !== root.protocol || url.port !== root.port) return null;
  const slug = url.hostname.endsWith(`.${root.hostname}`) ? url.hostname.split(".")[0] : undefined;
  const tenant = await resolveTenant(ports, slug === undefined ? { host: url.hostname } : { slug });
  if (!tenant) return null;
  return slug === undefined || tenantOrigin(ports, tenant.slug) === origin ? tenant : null;
}
