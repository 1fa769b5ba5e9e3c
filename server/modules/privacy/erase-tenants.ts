import type { Periodic } from "#server/kernel/background.ts";
import { eraseTenant } from "./erase-tenant.ts";
import { listTenantsToErase } from "./store.ts";

const EVERY_MS = 60_000;

/** Erases whose time to be restored is over, one after the other. What fails is tried again a minute later. */
export const eraseTenants: Periodic = {
  name: "erase-tenants",
  everyMs: EVERY_MS,
  async run(ports, signal) {
    for (const tenantId of await listTenantsToErase(ports.systemDb.client, ports.clock.now())) {
      if (signal.aborted) return;
      await eraseTenant(ports, tenantId).then(
        (step) => ports.log.info({ tenantId, step }, "erasure"),
        (error) => ports.log.error({ err: error, tenantId }, "erasure"),
      );
    }
  },
};
