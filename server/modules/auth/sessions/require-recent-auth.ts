export { requireRecentAuth } from "#server/kernel/recent-auth.ts";
