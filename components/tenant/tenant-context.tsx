"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Permission } from "#server/kernel/permission.ts";
import type { Capability, Entitlements } from "#server/modules/entitlements/schema.ts";
import { tenantPath } from "./tenant-path.ts";

/** What every page inside a tenant may show of it. */
export interface TenantView {
  slug: string;
  name: string;
  /** `""` on the tenant's own host, `/tenant/acme` on the root domain. */
  basePath: string;
  logoUrl: string | null;
  /** What the person who looks may do here; empty for a visitor. Hides what would be refused, guards nothing. */
  permissions: readonly Permission[];
  /** What the plan does not include; empty for a visitor. Locks what would be refused, guards nothing. */
  lacks: Entitlements["capabilities"];
  /** Whether our name is shown beside the tenant's own. */
  mentionsUs: boolean;
}

export const TenantContext = createContext<TenantView | null>(null);

export function TenantProvider({ tenant, children }: { tenant: TenantView; children: ReactNode }) {
  return <TenantContext value={tenant}>{children}</TenantContext>;
}

export function useTenant(): TenantView {
  const tenant = useContext(TenantContext);
  if (!tenant) throw new Error("useTenant is only for pages inside a tenant.");
  return tenant;
}

/** Turns `/bots` into the address it has on this host. */
export function useTenantPath(): (path: string) => string {
  const { basePath } = useTenant();
  return (path) => tenantPath(basePath, path);
}

/** Whether the person who looks may do this here. */
export function useMay(permission: Permission): boolean {
  return useTenant().permissions.includes(permission);
}

/** What is missing where the plan does not include this; null where it does. */
export function useLack(capability: Capability): Entitlements["capabilities"][number] | null {
  return useTenant().lacks.find(({ key }) => key === capability) ?? null;
}
