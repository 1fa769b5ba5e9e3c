import type { Ctx } from "#server/kernel/ctx.ts";
import { requirePermission } from "#server/kernel/permission.ts";
import { findMember } from "#server/modules/tenancy/index.ts";
import type { LiveMessage } from "#server/platform/live.ts";
import { procedure, type TrpcContext, tenantCtxOf } from "./init.ts";
import { watchSession } from "./watch-session.ts";

/** News of the tenant as server-sent events, for as long as the client listens and is signed in. */
export const liveStream = procedure.subscription(({ ctx, signal }) => {
  const tenantCtx = tenantCtxOf(ctx);
  requirePermission(tenantCtx.actor, "tenant:read");
  return newsOf(ctx, tenantCtx, signal);
});

async function* newsOf(
  ctx: TrpcContext,
  tenantCtx: Ctx,
  signal: AbortSignal | undefined,
): AsyncGenerator<LiveMessage> {
  const { tenant, ports } = tenantCtx;
  const waiting: LiveMessage[] = [];
  let wake = () => {};
  const unsubscribe = ports.live.subscribe(tenant.id, (message) => {
    waiting.push(message);
    wake();
  });
  const session = watchSession(ctx, () => wake());
  signal?.addEventListener("abort", () => wake(), { once: true });
  try {
    while (!signal?.aborted) {
      const news = waiting.splice(0);
      await session.requireAlive(news.length > 0);
      yield* news;
      if (news.some(({ topic }) => topic === "member") && !(await isStillMember(tenantCtx))) return;
      if (waiting.length > 0 || session.isOver() || signal?.aborted) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    session.stop();
    unsubscribe();
  }
}

/** Who has just been removed hears that as the last thing. */
async function isStillMember({ tenant, ports, actor }: Ctx): Promise<boolean> {
  if (actor.type !== "user") return true;
  return (await findMember(ports.tenantDb(tenant.id).client, actor.userId)) !== null;
}
