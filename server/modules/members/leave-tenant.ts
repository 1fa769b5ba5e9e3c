import { AppError, notFound } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { endSessions } from "../auth/index.ts";
import { leavesNoOwner, refuse } from "./rules.ts";
import { LeaveInput, Left } from "./schema.ts";
import { deleteMember, findMemberOf, lockMembers, ownerMemberIds } from "./store.ts";

/** Everybody may leave, whatever their role: the right is one's own, not the tenant's to give. */
export const leaveTenant = platformCommand({
  verb: "member.leave",
  access: "user",
  input: LeaveInput,
  output: Left,
  async run({ ctx, input: { tenantId } }) {
    if (ctx.actor.type !== "user") throw new AppError("unauthenticated", "Sign in to continue.");
    const { userId } = ctx.actor;
    await lockMembers(ctx.db, tenantId);
    const member = await findMemberOf(ctx.db, tenantId, userId);
    if (!member) throw notFound("This workspace");
    if (leavesNoOwner(await ownerMemberIds(ctx.db, tenantId), member.id, null)) throw refuse("last_owner");
    await deleteMember(ctx.db, tenantId, member.id);
    await endSessions(ctx, userId, { hostTenantId: tenantId });
    return {
      value: { userId },
      audit: { entityId: member.id, tenantId, before: member },
      events: [{ type: "member.removed", tenantId, memberId: member.id, userId }],
    };
  },
});
