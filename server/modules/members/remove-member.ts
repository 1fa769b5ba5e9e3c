import { command } from "#server/kernel/verb.ts";
import { openChange } from "./open-change.ts";
import { changeRefusal, leavesNoOwner, refuse } from "./rules.ts";
import { Member, MemberId } from "./schema.ts";
import { deleteMember, ownerMemberIds, rankOfMember } from "./store.ts";

/** The person is a stranger from their next request on; sessions and keys end as the event is heard. */
export const removeMember = command({
  verb: "member.remove",
  permission: "member:write",
  input: MemberId,
  output: Member,
  async run({ ctx, input }) {
    const { actor, target } = await openChange(ctx, input.memberId, "member:write");
    const refusal = changeRefusal(actor, rankOfMember(target), null);
    if (refusal) throw refuse(refusal);
    if (leavesNoOwner(await ownerMemberIds(ctx.db, ctx.tenant.id), target.id, null))
      throw refuse("last_owner");
    await deleteMember(ctx.db, ctx.tenant.id, target.id);
    const { id, userId } = target;
    return {
      value: target,
      audit: { entityId: id, before: target },
      events: [{ type: "member.removed", memberId: id, userId }],
    };
  },
});
