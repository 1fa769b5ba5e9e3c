import { memberPermissions, ROLE_PERMISSIONS } from "#server/kernel/permission.ts";
import { command } from "#server/kernel/verb.ts";
import { openChange } from "./open-change.ts";
import { changeRefusal, leavesNoOwner, meaningfulExceptions, refuse } from "./rules.ts";
import { Member, UpdateMemberInput } from "./schema.ts";
import { ownerMemberIds, rankOfMember, setAccess } from "./store.ts";

/** Changes a member's role, exceptions, or both. It counts from their next request on. */
export const updateMember = command({
  verb: "member.update",
  permission: "member:write",
  input: UpdateMemberInput,
  output: Member,
  async run({ ctx, input }) {
    const { actor, target } = await openChange(ctx, input.memberId, "member:write");
    const role = input.role ?? target.role;
    const kept = role === target.role ? target : { grants: [], denials: [] };
    const access = {
      role,
      ...meaningfulExceptions(ROLE_PERMISSIONS[role], {
        grants: input.grants ?? kept.grants,
        denials: input.denials ?? kept.denials,
      }),
    };
    const wanted = { role, permissions: memberPermissions(role, access.grants, access.denials) };
    const refusal = changeRefusal(actor, rankOfMember(target), wanted);
    if (refusal) throw refuse(refusal);
    if (leavesNoOwner(await ownerMemberIds(ctx.db, ctx.tenant.id), target.id, role))
      throw refuse("last_owner");

    await setAccess(ctx.db, target.id, access);
    const { id, userId } = target;
    const before = { role: target.role, grants: target.grants, denials: target.denials };
    return {
      value: { ...target, ...access },
      audit: { entityId: id, before, after: { userId, ...access } },
      events: [{ type: "member.updated", memberId: id, userId, role }],
    };
  },
});
