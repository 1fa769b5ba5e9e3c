import { cache } from "react";
import { type TenantLook, tenantLook } from "#server/modules/branding/index.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { tenantPage } from "./page.ts";

/** How the tenant of a page looks, to members and visitors alike; read once a request. */
export const pageLook = cache(async (param: string): Promise<TenantLook> => {
  const { tenant } = await tenantPage(param);
  return tenantLook(installedPorts(), tenant);
});
