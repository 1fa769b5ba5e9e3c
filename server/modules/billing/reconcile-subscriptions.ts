import type { Periodic } from "#server/kernel/background.ts";
import { listTenantsToReconcile } from "./store.ts";
import { syncSubscriptions, workerCtx } from "./sync-subscriptions.ts";

const DAY_MS = 86_400_000;

/** Asks Stripe anew for everyone whose state may have changed unheard: at the start of a worker, and each day. */
export const reconcileSubscriptions: Periodic = {
  name: "reconcile-subscriptions",
  everyMs: DAY_MS,
  async run(ports, signal) {
    for (const tenantId of await listTenantsToReconcile(ports.systemDb.client)) {
      if (signal.aborted) return;
      const ctx = await workerCtx(ports, tenantId);
      if (!ctx) continue;
      await syncSubscriptions(ctx).catch((error) => ports.log.error({ err: error, tenantId }, "reconcile"));
    }
  },
};
