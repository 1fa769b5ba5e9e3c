import { headers } from "next/headers";
import { cache } from "react";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { clientOf } from "#server/session/client.ts";
import { resolveLane } from "#server/session/lane.ts";
import { rootActor, tenantPage } from "#server/session/page.ts";
import { createCallerFactory } from "./init.ts";
import { appRouter } from "./router.ts";

const createCaller = createCallerFactory(appRouter);

/** The router for server components of a tenant's pages: the same verbs, no HTTP between. */
export const tenantCaller = cache(async (param: string) => {
  const { lane, actor } = await tenantPage(param);
  const ports = installedPorts();
  return createCaller({ ports, lane, actor, client: clientOf(ports, await headers(), lane) });
});

/** The same for pages of the root domain. */
export const rootCaller = cache(async () => {
  const ports = installedPorts();
  const requestHeaders = await headers();
  const lane = await resolveLane(ports, requestHeaders);
  return createCaller({
    ports,
    lane,
    actor: await rootActor(),
    client: clientOf(ports, requestHeaders, lane),
  });
});
