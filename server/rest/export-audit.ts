import { stringify } from "csv-stringify/sync";
import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { listAudit, recordEvent, tenantCtx } from "#server/modules/audit/index.ts";
import type { AuditEntry } from "#server/modules/audit/schema.ts";
import { requireFeature } from "#server/modules/entitlements/index.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { clientOf } from "#server/session/client.ts";
import { resolveLane } from "#server/session/lane.ts";
import { webActor } from "#server/session/web-actor.ts";
import { respond } from "./respond.ts";

const PAGE = 500;
const COLUMNS = [
  "seq",
  "at",
  "verb",
  "actor",
  "userName",
  "entityId",
  "address",
  "userAgent",
  "before",
  "after",
  "hash",
] as const;

/** `GET /api/audit/export?format=csv|json` with the filters of the list: everything that matches, newest first. */
export function exportAudit(request: Request): Promise<Response> {
  const ports = installedPorts();
  return respond(ports, async () => {
    const { format = "csv", ...filter } = Object.fromEntries(new URL(request.url).searchParams);
    if (format !== "csv" && format !== "json")
      throw new AppError("invalid_input", "The format is csv or json.");
    const lane = await resolveLane(ports, request.headers);
    if (!lane.tenant) throw new AppError("not_found", "This workspace was not found.");
    const client = clientOf(ports, request.headers, lane);
    const ctx = tenantCtx(ports, lane.tenant, await webActor(ports, lane, request.headers), client);
    const pages = pagesOf(ctx, filter);
    const first = await pages.next();
    await requireFeature(ctx, "audit_export");
    await recordEvent(ctx, "audit.export", { entityId: ctx.tenant.id, after: { format, ...filter } });
    const name = `audit-${ctx.tenant.slug}-${ctx.now().toISOString().slice(0, 10)}.${format}`;
    const lines = format === "csv" ? csvOf(first, pages) : jsonOf(first, pages);
    return new Response(streamOf(lines), {
      headers: {
        "content-type": format === "csv" ? "text/csv; charset=utf-8" : "application/json",
        "content-disposition": `attachment; filename="${name}"`,
        "x-content-type-options": "nosniff",
      },
    });
  });
}

type Pages = AsyncGenerator<AuditEntry[], void>;
type First = Awaited<ReturnType<Pages["next"]>>;

async function* pagesOf(ctx: Ctx, filter: object): Pages {
  let cursor: number | null = null;
  do {
    const page: { entries: AuditEntry[]; nextCursor: number | null } = await listAudit.call(ctx, {
      ...filter,
      limit: PAGE,
      ...(cursor !== null && { cursor }),
    });
    yield page.entries;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

async function* after(first: First, rest: Pages): Pages {
  if (!first.done) yield first.value;
  yield* rest;
}

async function* csvOf(first: First, rest: Pages): AsyncGenerator<string> {
  yield `${COLUMNS.join(",")}\n`;
  for await (const entries of after(first, rest)) {
    const rows = entries.map((entry) => ({ ...entry, before: text(entry.before), after: text(entry.after) }));
    // A cell that a spreadsheet would run as a formula is quoted.
    yield stringify(rows, { columns: [...COLUMNS], escape_formulas: true });
  }
}

async function* jsonOf(first: First, rest: Pages): AsyncGenerator<string> {
  let separator = "[\n";
  for await (const entries of after(first, rest)) {
    for (const entry of entries) {
      yield separator + JSON.stringify(entry);
      separator = ",\n";
    }
  }
  yield separator.startsWith("[") ? "[]\n" : "\n]\n";
}

const text = (value: unknown): string => (value === null || value === undefined ? "" : JSON.stringify(value));

function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}
