import type { Subscriber } from "#server/kernel/background.ts";
import { platformCtx } from "../audit/index.ts";
import { endSessions } from "../auth/index.ts";
import { findMember } from "../tenancy/index.ts";

/**
 * Ends the sessions of who was removed or has left. Until it is heard they open nothing already: what a person may do
 * is read with every request. Someone who was let in again meanwhile keeps theirs.
 */
export const endMemberSessions: Subscriber = {
  name: "end-member-sessions",
  events: ["member.removed"],
  async run(ports, { tenantId, userId }) {
    if (await findMember(ports.tenantDb(tenantId).client, String(userId))) return;
    const ctx = platformCtx(ports, { type: "system", process: "end-member-sessions" });
    await ctx.transaction((tx) => endSessions(tx.ctx, String(userId), { hostTenantId: tenantId }));
  },
};
