import { listAudit } from "#server/modules/audit/index.ts";
import { login } from "#server/modules/auth/index.ts";
import {
  cancelBacktest,
  getBacktest,
  getBacktestReport,
  listBacktests,
  startBacktest,
} from "#server/modules/backtests/index.ts";
import { getSubscription, listPlans, startCheckout } from "#server/modules/billing/index.ts";
import { getBranding, updateBranding } from "#server/modules/branding/index.ts";
import { getEntitlements } from "#server/modules/entitlements/index.ts";
import { listDatasets } from "#server/modules/market-data/index.ts";
import { listStrategies } from "#server/modules/strategies/index.ts";
import { getTenant, listMembers } from "#server/modules/tenancy/index.ts";
import { listMarkets } from "#server/modules/venues/index.ts";
import { type Route, route } from "./route.ts";

export const routes: readonly Route[] = [
  route("POST", "/auth/login", login, 200, "tenantId"),
  route("GET", "/tenant/info", getTenant),
  route("GET", "/members", listMembers),
  route("GET", "/audit", listAudit),
  route("GET", "/branding", getBranding),
  route("PUT", "/branding", updateBranding),
  route("GET", "/billing/plans", listPlans),
  route("GET", "/billing", getSubscription),
  route("POST", "/billing/subscribe", startCheckout, 201),
  route("GET", "/billing/limits", getEntitlements),
  route("GET", "/datasets", listDatasets),
  route("GET", "/markets", listMarkets),
  route("GET", "/strategies", listStrategies),
  route("GET", "/backtests", listBacktests),
  route("POST", "/backtests", startBacktest, 202),
  route("GET", "/backtests/{backtestId}", getBacktest),
  route("GET", "/backtests/{backtestId}/report", getBacktestReport),
  route("POST", "/backtests/{backtestId}/cancel", cancelBacktest),
];
