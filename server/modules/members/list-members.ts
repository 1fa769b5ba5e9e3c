import { query } from "#server/kernel/verb.ts";
import { lastSeenAt } from "../auth/index.ts";
import { offersFor, rankOf } from "./rules.ts";
import { Members, Nothing } from "./schema.ts";
import { rankOfMember, listMembers as readMembers } from "./store.ts";

export const listMembers = query({
  verb: "member.list",
  permission: "member:read",
  input: Nothing,
  output: Members,
  async run({ ctx }) {
    const members = await readMembers(ctx.db);
    const seen = await lastSeenAt(
      ctx.ports,
      ctx.tenant.id,
      members.map(({ userId }) => userId),
    );
    const ownerIds = members.filter(({ role }) => role === "owner").map(({ id }) => id);
    const asking = { ...rankOf(ctx.actor), userId: ctx.actor.type === "user" ? ctx.actor.userId : null };
    return members.map((member) => {
      const isSelf = member.userId === asking.userId;
      const target = { ...rankOfMember(member), memberId: member.id };
      return {
        ...member,
        lastActiveAt: seen.get(member.userId)?.toISOString() ?? null,
        isSelf,
        ...offersFor({ ...asking, isTarget: isSelf }, target, ownerIds),
      };
    });
  },
});
