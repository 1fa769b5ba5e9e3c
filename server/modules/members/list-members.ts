import { query } from "#server/kernel/verb.ts";
import { lastSeenAt, secondFactorHolders } from "../auth/index.ts";
import { offersFor, rankOf } from "./rules.ts";
import { ListMembersInput, Members } from "./schema.ts";
import { countFitting, cursorAt, ownerMemberIds, rankOfMember, listMembers as readMembers } from "./store.ts";

export const listMembers = query({
  verb: "member.list",
  permission: "member:read",
  input: ListMembersInput,
  output: Members,
  async run({ ctx, input: { cursor, limit, ...filter } }) {
    const { id: tenantId } = ctx.tenant;
    const read = await readMembers(ctx.db, { ...filter, cursor, take: limit + 1 });
    const members = read.slice(0, limit);
    const last = members.at(-1);
    const userIds = members.map(({ userId }) => userId);
    const seen = await lastSeenAt(ctx.ports, tenantId, userIds);
    const holders = await secondFactorHolders(ctx.ports, userIds);
    const ownerIds = await ownerMemberIds(ctx.db, tenantId);
    const asking = { ...rankOf(ctx.actor), userId: ctx.actor.type === "user" ? ctx.actor.userId : null };
    return {
      members: members.map((member) => {
        const isSelf = member.userId === asking.userId;
        const target = { ...rankOfMember(member), memberId: member.id };
        const { canResetTwoFactor, ...offers } = offersFor({ ...asking, isTarget: isSelf }, target, ownerIds);
        const factors = holders.get(member.userId);
        return {
          ...member,
          lastActiveAt: seen.get(member.userId)?.toISOString() ?? null,
          isSelf,
          ...offers,
          hasTwoFactor: factors !== undefined,
          canResetTwoFactor: canResetTwoFactor && factors?.totp === true,
        };
      }),
      total: await countFitting(ctx.db, filter),
      nextCursor: read.length > limit && last ? cursorAt(last) : null,
    };
  },
});
