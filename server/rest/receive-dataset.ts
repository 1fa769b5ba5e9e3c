import type { Client, Ports } from "#server/kernel/ctx.ts";
import { AppError, notFound } from "#server/kernel/errors.ts";
import { tenantCtx } from "#server/modules/audit/index.ts";
import { importCandles } from "#server/modules/market-data/index.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { clientOf } from "#server/session/client.ts";
import { resolveLane, resolvePathLane } from "#server/session/lane.ts";
import { openRateGate } from "#server/session/rate-gate.ts";
import { admitAddress } from "#server/session/rates.ts";
import { requireSameOrigin } from "#server/session/same-origin.ts";
import { webActor } from "#server/session/web-actor.ts";
import { admitCaller } from "./admit-caller.ts";
import { authenticate, type Caller } from "./authenticate.ts";
import { respond } from "./respond.ts";

/**
 * `POST /api/datasets?name=…` with a CSV file as body, by session or by access token. A route of its own, outside the
 * edge, because the file is read as it streams in.
 */
export function receiveDataset(request: Request): Promise<Response> {
  const ports = installedPorts();
  const gate = openRateGate(ports);
  const work = async () => {
    await admitAddress(gate, request);
    const client = clientOf(ports, request.headers, await resolveLane(ports, request.headers));
    const { tenant, actor } = await callerOf(ports, request, client);
    if (!tenant) throw notFound("This workspace");
    if (request.headers.has("authorization"))
      await admitCaller(ports, gate, { tenant, actor, client }, "POST", null);
    if (!request.body) throw new AppError("invalid_input", "Send a CSV file as the body.");
    const name = new URL(request.url).searchParams.get("name") ?? "";
    const ctx = tenantCtx(ports, tenant, actor, client);
    const dataset = await importCandles.call(ctx, { name, csv: request.body });
    return Response.json(dataset, { status: 201 });
  };
  return respond(ports, work, gate.headers);
}

/** On the root domain `?tenant=SLUG` names the workspace, as `/tenant/SLUG` does for pages. */
async function callerOf(ports: Ports, { headers, url }: Request, client: Client): Promise<Caller> {
  if (headers.has("authorization")) return authenticate(ports, headers, null, client);
  requireSameOrigin(headers);
  const byHost = await resolveLane(ports, headers);
  const named = new URL(url).searchParams.get("tenant");
  const lane = byHost.isRoot ? await resolvePathLane(ports, named) : byHost;
  return { tenant: lane.tenant, actor: await webActor(ports, lane, headers) };
}
