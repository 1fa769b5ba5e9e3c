import type { Periodic, Subscriber } from "#server/kernel/background.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { tenantCtx } from "../audit/index.ts";
import { owesBeyondGrace } from "../billing/index.ts";
import { resolveTenant } from "../tenancy/index.ts";
import { pauseSurplus } from "./pause-surplus.ts";
import { listTenantsAtWork } from "./store.ts";

const EVERY_MS = 5 * 60_000;

/**
 * Whoever is suspended, or about to be for a debt, has all bots opening nothing already: those go on by themselves when
 * it is paid, so none of them is paused one by one.
 */
async function holdToPlan(ports: Ports, tenantId: string): Promise<void> {
  const tenant = await resolveTenant(ports, { id: tenantId });
  if (tenant?.status !== "active") return;
  const ctx = tenantCtx(ports, tenant, { type: "system", process: "bot-limits" });
  if (!(await owesBeyondGrace(ctx))) await pauseSurplus(ctx);
}

/** Pauses bots when there is news of a plan that allows less. */
export const pauseBotsOverPlan: Subscriber = {
  name: "pause-bots-over-plan",
  events: ["subscription.changed", "entitlement.changed", "tenant.reactivated"],
  run: (ports, event) => holdToPlan(ports, event.tenantId),
};

/** Trials and agreed terms run out without anything happening, so somebody must look. */
export const watchBotLimits: Periodic = {
  name: "bot-limits",
  everyMs: EVERY_MS,
  async run(ports, signal) {
    for (const { client } of ports.everySystemDb()) {
      const tenantIds = await listTenantsAtWork(client).catch((error) => {
        ports.log.error({ err: error }, "bots at work");
        return [];
      });
      for (const tenantId of tenantIds) {
        if (signal.aborted) return;
        await holdToPlan(ports, tenantId).catch((error) =>
          ports.log.error({ err: error, tenantId }, "bot limits"),
        );
      }
    }
  },
};
