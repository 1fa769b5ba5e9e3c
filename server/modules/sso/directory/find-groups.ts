import { notFound } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { countGroups, listGroups } from "./group-store.ts";
import { FindGroupsInput, FoundGroups } from "./schema.ts";
import { viewGroup } from "./view-group.ts";

/** Groups that SCIM has provisioned here, in order of their names; all that match, or a part of them. */
export const findGroups = query({
  verb: "directory.findGroups",
  permission: "member:read",
  input: FindGroupsInput,
  output: FoundGroups,
  async run({ ctx, input: { groupId, match, ...order } }) {
    const wanted = groupId === undefined ? match : { ...match, id: groupId };
    const groups = await listGroups(ctx.db, wanted, order);
    if (groupId !== undefined && groups.length === 0) throw notFound("This group");
    const isWhole = order.offset === 0 && order.limit === undefined;
    const total = isWhole ? groups.length : await countGroups(ctx.db, wanted);
    return { groups: groups.map(viewGroup), total };
  },
});
