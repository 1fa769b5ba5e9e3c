import { stringify } from "csv-stringify/sync";
import { AppError } from "#server/kernel/errors.ts";
import { tenantCtx } from "#server/modules/audit/index.ts";
import { getHistory } from "#server/modules/usage/index.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { clientOf } from "#server/session/client.ts";
import { resolveLane } from "#server/session/lane.ts";
import { webActor } from "#server/session/web-actor.ts";
import { respond } from "./respond.ts";

/** `GET /api/usage/export` with the input of `usage.history`: the history as CSV, for a browser that is signed in. */
export function exportUsage(request: Request): Promise<Response> {
  const ports = installedPorts();
  return respond(ports, async () => {
    const lane = await resolveLane(ports, request.headers);
    if (!lane.tenant) throw new AppError("not_found", "This workspace was not found.");
    const client = clientOf(ports, request.headers, lane);
    const ctx = tenantCtx(ports, lane.tenant, await webActor(ports, lane, request.headers), client);
    const history = await getHistory.call(ctx, Object.fromEntries(new URL(request.url).searchParams));
    const day = ctx.now().toISOString().slice(0, 10);
    return new Response(historyCsv(history), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="usage-${history.meter}-${ctx.tenant.slug}-${day}.csv"`,
        "x-content-type-options": "nosniff",
      },
    });
  });
}

export function historyCsv({
  meter,
  points,
}: {
  meter: string;
  points: readonly { at: string; used: number }[];
}) {
  const rows = points.map(({ at, used }) => ({ at, meter, used }));
  return stringify(rows, { header: true, columns: ["at", "meter", "used"], escape_formulas: true });
}
