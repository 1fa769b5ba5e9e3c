import { getTenantInfo } from "#server/modules/operator/index.ts";
import { closeTenant, getTenantState, renameTenant, restoreTenant } from "#server/modules/tenancy/index.ts";
import { type Route, route } from "../route.ts";

export const tenantRoutes: readonly Route[] = [
  route("GET", "/tenant/info", getTenantInfo),
  route("PATCH", "/tenant", renameTenant),
  route("GET", "/tenant/state", getTenantState),
  route("POST", "/tenant/close", closeTenant),
  route("POST", "/tenant/restore", restoreTenant),
];
