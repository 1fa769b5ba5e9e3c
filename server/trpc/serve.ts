import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { isAppError } from "#server/kernel/errors.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { clientOf } from "#server/session/client.ts";
import { requireKnownHost, resolveLane } from "#server/session/lane.ts";
import { openRateGate } from "#server/session/rate-gate.ts";
import { admitAddress, admitScreen } from "#server/session/rates.ts";
import { requireSameOrigin } from "#server/session/same-origin.ts";
import { webActor } from "#server/session/web-actor.ts";
import { appRouter } from "./router.ts";

const MAX_BATCH = 20;

export function serveTrpc(request: Request): Promise<Response> {
  const ports = installedPorts();
  const gate = openRateGate(ports);
  const endpoint = endpointOf(request);
  const calls = callsOf(request, endpoint);
  return fetchRequestHandler({
    endpoint,
    req: request,
    router: appRouter,
    maxBatchSize: MAX_BATCH,
    async createContext() {
      if (request.method !== "GET") requireSameOrigin(request.headers);
      await admitAddress(gate, request, calls);
      const lane = await resolveLane(ports, request.headers);
      requireKnownHost(lane);
      const client = clientOf(ports, request.headers, lane);
      const actor = await webActor(ports, lane, request.headers);
      await admitScreen(gate, lane.tenant, actor, calls);
      return { ports, lane, client, actor };
    },
    responseMeta: () => ({ headers: gate.headers() }),
    onError({ error, path }) {
      if (!isAppError(error.cause)) ports.log.error({ err: error, path }, "trpc");
    },
  });
}

/** A batch names its procedures by comma. */
const callsOf = ({ url }: Request, endpoint: string): number =>
  new URL(url).pathname.slice(endpoint.length).split(",").length;

const ENDPOINT = "/api/trpc";

/** Under `/tenant/SLUG` the request keeps the address it was made with. */
function endpointOf({ url }: Request): string {
  const { pathname } = new URL(url);
  return pathname.slice(0, pathname.indexOf(ENDPOINT) + ENDPOINT.length);
}
