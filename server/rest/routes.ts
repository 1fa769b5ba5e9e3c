import { listAudit } from "#server/modules/audit/index.ts";
import { login } from "#server/modules/auth/index.ts";
import { getBranding, updateBranding } from "#server/modules/branding/index.ts";
import { getTenant, listMembers } from "#server/modules/tenancy/index.ts";
import { type Route, route } from "./route.ts";

export const routes: readonly Route[] = [
  route("POST", "/auth/login", login, 200, "tenantId"),
  route("GET", "/tenant/info", getTenant),
  route("GET", "/members", listMembers),
  route("GET", "/audit", listAudit),
  route("GET", "/branding", getBranding),
  route("PUT", "/branding", updateBranding),
];
