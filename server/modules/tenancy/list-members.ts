import { query } from "#server/kernel/verb.ts";
import { Members, Nothing } from "./schema.ts";
import { listMembers as readMembers } from "./store.ts";

export const listMembers = query({
  verb: "member.list",
  permission: "member:read",
  input: Nothing,
  output: Members,
  run: ({ ctx }) => readMembers(ctx.db),
});
