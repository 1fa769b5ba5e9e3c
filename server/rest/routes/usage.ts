import { getLimit, listLimits } from "#server/modules/limits/index.ts";
import {
  getHistory,
  getOutlook,
  getUsage,
  getUsageSettings,
  listAlerts,
  trackUsage,
  updateUsageSettings,
} from "#server/modules/usage/index.ts";
import { UsageHistory } from "#server/modules/usage/schema.ts";
import { historyCsv } from "../export-usage.ts";
import { type Route, route } from "../route.ts";

export const usageRoutes: readonly Route[] = [
  route("GET", "/billing/limits/{meter}", getLimit),
  route("GET", "/billing/usage", getUsage),
  route("GET", "/usage", getUsage),
  route("GET", "/usage/limits", listLimits),
  route("GET", "/usage/history", getHistory, 200, null, null, (value) =>
    historyCsv(UsageHistory.parse(value)),
  ),
  route("GET", "/usage/outlook", getOutlook),
  route("GET", "/usage/alerts", listAlerts),
  route("GET", "/usage/settings", getUsageSettings),
  route("PUT", "/usage/settings", updateUsageSettings),
  route("POST", "/usage/track", trackUsage),
];
