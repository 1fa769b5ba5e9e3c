import { query } from "#server/kernel/verb.ts";
import { lastSeenAt } from "../auth/index.ts";
import { Members, Nothing } from "./schema.ts";
import { listMembers as readMembers } from "./store.ts";

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
    return members.map((member) => ({
      ...member,
      lastActiveAt: seen.get(member.userId)?.toISOString() ?? null,
    }));
  },
});
