import { notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { lockMembers } from "../../members/index.ts";
import { requireConnection } from "../require-connection.ts";
import { applyGroupRoles } from "./apply-group-roles.ts";
import { deleteGroup, findGroup } from "./group-store.ts";
import { RemovedGroup, RemoveGroupInput } from "./schema.ts";
import { requireVersion } from "./version.ts";
import { viewGroup } from "./view-group.ts";

/** Takes a group out of the directory; its people stay, with the role their other groups give. */
export const removeGroup = command({
  verb: "directory.removeGroup",
  permission: "member:write",
  input: RemoveGroupInput,
  output: RemovedGroup,
  async run({ ctx, input: { groupId, versions } }) {
    await lockMembers(ctx.db, ctx.tenant.id);
    const group = await findGroup(ctx.db, groupId);
    if (!group) throw notFound("This group");
    requireVersion(viewGroup(group), versions);
    await deleteGroup(ctx.db, groupId);
    const connection = await requireConnection(ctx);
    await applyGroupRoles(
      ctx,
      connection,
      group.members.map(({ person }) => person.id),
    );
    return { value: { groupId }, audit: { entityId: groupId, before: viewGroup(group) } };
  },
});
