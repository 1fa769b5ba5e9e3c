import { listActivity, listAudit, verifyAudit } from "#server/modules/audit/index.ts";
import {
  cancelBacktest,
  getBacktest,
  getBacktestReport,
  listBacktests,
  startBacktest,
} from "#server/modules/backtests/index.ts";
import {
  createBot,
  deleteBot,
  getBot,
  getBotEquity,
  listBotNotes,
  listBotOrders,
  listBots,
  listBotTrades,
  pauseBot,
  resumeBot,
  startBot,
  stopBot,
} from "#server/modules/bots/index.ts";
import { getBranding, updateBranding } from "#server/modules/branding/index.ts";
import { getEntitlements } from "#server/modules/entitlements/index.ts";
import { listDatasets } from "#server/modules/market-data/index.ts";
import { listStrategies } from "#server/modules/strategies/index.ts";

import { listMarkets } from "#server/modules/venues/index.ts";
import { type Route, route } from "./route.ts";
import { addOnRoutes } from "./routes/add-ons.ts";
import { adminRoutes } from "./routes/admin.ts";
import { adminBillingRoutes } from "./routes/admin-billing.ts";
import { authRoutes } from "./routes/auth.ts";
import { billingRoutes } from "./routes/billing.ts";
import { catalogueRoutes } from "./routes/catalogue.ts";
import { domainRoutes } from "./routes/domains.ts";
import { keyRoutes } from "./routes/keys.ts";
import { memberRoutes } from "./routes/members.ts";
import { tenantRoutes } from "./routes/tenant.ts";
import { usageRoutes } from "./routes/usage.ts";

export const routes: readonly Route[] = [
  ...authRoutes,
  ...tenantRoutes,
  ...memberRoutes,
  route("GET", "/audit", listAudit),
  route("GET", "/audit/verification", verifyAudit),
  route("GET", "/activity", listActivity),
  route("GET", "/branding", getBranding),
  route("PUT", "/branding", updateBranding),
  ...billingRoutes,
  ...addOnRoutes,
  route("GET", "/billing/limits", getEntitlements),
  ...usageRoutes,
  ...domainRoutes,
  route("GET", "/datasets", listDatasets),
  route("GET", "/markets", listMarkets),
  route("GET", "/strategies", listStrategies),
  route("GET", "/backtests", listBacktests),
  route("POST", "/backtests", startBacktest, 202),
  route("GET", "/backtests/{backtestId}", getBacktest),
  route("GET", "/backtests/{backtestId}/report", getBacktestReport),
  route("POST", "/backtests/{backtestId}/cancel", cancelBacktest),
  route("GET", "/bots", listBots),
  route("POST", "/bots", createBot, 201),
  route("GET", "/bots/{botId}", getBot),
  route("DELETE", "/bots/{botId}", deleteBot),
  route("POST", "/bots/{botId}/start", startBot),
  route("POST", "/bots/{botId}/pause", pauseBot),
  route("POST", "/bots/{botId}/resume", resumeBot),
  route("POST", "/bots/{botId}/stop", stopBot),
  route("GET", "/bots/{botId}/orders", listBotOrders),
  route("GET", "/bots/{botId}/trades", listBotTrades),
  route("GET", "/bots/{botId}/notes", listBotNotes),
  route("GET", "/bots/{botId}/equity", getBotEquity),
  ...adminRoutes,
  ...catalogueRoutes,
  ...adminBillingRoutes,
  ...keyRoutes,
];
