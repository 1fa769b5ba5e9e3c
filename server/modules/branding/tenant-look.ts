import type { Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { tenantMemory } from "#server/platform/tenant-memory.ts";
import type { Branding } from "./schema.ts";
import { findAsset, readBranding } from "./store.ts";
import { renderThemeCss } from "./theme-css.ts";

export interface TenantLook extends Branding {
  css: string;
}

/** How a tenant looks to anybody at its door, signed in or not. Kept until it changes. */
export const tenantLook = tenantMemory(
  { topics: ["branding"], ttlMs: 60_000 },
  async (ports, tenant: TenantInfo): Promise<TenantLook> => {
    const branding = await readBranding(ports.tenantDb(tenant.id).client, tenant.name);
    return { ...branding, css: renderThemeCss(branding.theme) };
  },
);

/** A picture of the tenant by its content hash; public, like the pages that show it. */
export function tenantAsset(ports: Ports, tenant: TenantInfo, hash: string) {
  return findAsset(ports.tenantDb(tenant.id).client, hash);
}
