import { exportAudit } from "#server/rest/export-audit.ts";

export const GET = (request: Request) => exportAudit(request);
