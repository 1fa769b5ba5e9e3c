import { z } from "zod";
import { notFound } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { findGroup, listGroups } from "./group-store.ts";
import { FindGroupsInput, Group } from "./schema.ts";
import { viewGroup } from "./view-group.ts";

/** Groups that SCIM has provisioned here: all, or one by id. */
export const findGroups = query({
  verb: "directory.findGroups",
  permission: "member:read",
  input: FindGroupsInput,
  output: z.array(Group),
  async run({ ctx, input: { groupId } }) {
    if (groupId === undefined) return (await listGroups(ctx.db)).map(viewGroup);
    const group = await findGroup(ctx.db, groupId);
    if (!group) throw notFound("This group");
    return [viewGroup(group)];
  },
});
