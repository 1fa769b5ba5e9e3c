import { getLimit, listLimits } from "#server/modules/limits/index.ts";
import {
  getHistory,
  getOutlook,
  getUsage,
  getUsageSettings,
  listAlerts,
  updateUsageSettings,
} from "#server/modules/usage/index.ts";
import { mutationOf, queryOf, router } from "../init.ts";

export const usageRouter = router({
  get: queryOf(getUsage),
  limits: queryOf(listLimits),
  limit: queryOf(getLimit),
  history: queryOf(getHistory),
  outlook: queryOf(getOutlook),
  alerts: queryOf(listAlerts),
  settings: queryOf(getUsageSettings),
  updateSettings: mutationOf(updateUsageSettings),
});
