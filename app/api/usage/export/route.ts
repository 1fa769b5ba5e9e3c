import { exportUsage } from "#server/rest/export-usage.ts";

export const GET = (request: Request) => exportUsage(request);
