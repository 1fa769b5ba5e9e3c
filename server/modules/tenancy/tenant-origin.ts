import type { Ports } from "#server/kernel/ctx.ts";

/** The origin of a tenant's subdomain, e.g. `https://acme.marque.example`. */
export function tenantOrigin(ports: Ports, slug: string): string {
  const root = new URL(ports.env.ROOT_URL);
  return `${root.protocol}//${slug}.${root.host}`;
}
