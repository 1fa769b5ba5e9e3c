import { requirePermission } from "#server/kernel/permission.ts";
import type { LiveMessage } from "#server/platform/live.ts";
import { procedure, tenantCtxOf } from "./init.ts";

/** News of the tenant as server-sent events, for as long as the client listens. */
export const liveStream = procedure.subscription(async function* ({
  ctx,
  signal,
}): AsyncGenerator<LiveMessage> {
  const { tenant, ports, actor } = tenantCtxOf(ctx);
  requirePermission(actor, "tenant:read");
  const waiting: LiveMessage[] = [];
  let wake = () => {};
  const unsubscribe = ports.live.subscribe(tenant.id, (message) => {
    waiting.push(message);
    wake();
  });
  signal?.addEventListener("abort", () => wake(), { once: true });
  try {
    while (!signal?.aborted) {
      yield* waiting.splice(0);
      if (waiting.length > 0 || signal?.aborted) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    unsubscribe();
  }
});
