import type { Subscriber } from "#server/kernel/background.ts";
import { platformCtx } from "../audit/index.ts";
import { endSessions } from "../auth/index.ts";

/** Signs out at the workspace whose link an administrator has removed: the account may be somebody else's by now. */
export const endUnlinkedSessions: Subscriber = {
  name: "end-unlinked-sessions",
  events: ["sso.unlinked"],
  async run(ports, { tenantId, userId }) {
    const ctx = platformCtx(ports, { type: "system", process: "end-unlinked-sessions" });
    await ctx.transaction((tx) => endSessions(tx.ctx, String(userId), { hostTenantId: tenantId }));
  },
};
