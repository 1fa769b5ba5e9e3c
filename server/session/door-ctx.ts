import { notFound } from "next/navigation";
import type { PlatformCtx, Ports } from "#server/kernel/ctx.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import { clientOf } from "./client.ts";
import { requireKnownHost, resolveLane } from "./lane.ts";
import { webActor } from "./web-actor.ts";

/** The platform as the person behind these headers may use it: for the doors that are plain routes and actions. Not found on hosts of nobody. */
export async function doorCtx(ports: Ports, headers: Headers): Promise<PlatformCtx> {
  const lane = await resolveLane(ports, headers);
  if (!lane.isRoot && !lane.tenant) notFound();
  requireKnownHost(lane);
  return platformCtx(ports, await webActor(ports, lane, headers), clientOf(ports, headers, lane));
}
