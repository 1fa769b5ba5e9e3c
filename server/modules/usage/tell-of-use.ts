import { LRUCache } from "lru-cache";
import type { Ports } from "#server/kernel/ctx.ts";
import { perPorts } from "#server/platform/per-ports.ts";
import type { Use } from "./use.ts";

const MIN_PAUSE_MS = 2_000;

/** When each tenant's screens were told last. */
const toldOf = perPorts((_: Ports) => new LRUCache<string, number>({ max: 10_000 }));

/** Tells the tenants' open pages that something was used, seldom enough to be no work. */
export function tellOfUse(ports: Ports, uses: readonly Use[]): void {
  const told = toldOf(ports);
  for (const tenantId of new Set(uses.map((use) => use.tenantId))) {
    const now = ports.clock.now().getTime();
    if (now - (told.get(tenantId) ?? Number.NEGATIVE_INFINITY) < MIN_PAUSE_MS) continue;
    told.set(tenantId, now);
    ports.live.publish(tenantId, { topic: "usage" });
  }
}
