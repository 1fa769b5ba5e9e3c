import { getUsage, trackUsage } from "#server/modules/usage/index.ts";
import { type Route, route } from "../route.ts";

export const usageRoutes: readonly Route[] = [
  route("GET", "/billing/usage", getUsage),
  route("GET", "/usage", getUsage),
  route("POST", "/usage/track", trackUsage),
];
