import { AppError, notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { lockMembers } from "../../members/index.ts";
import { requireConnection } from "../require-connection.ts";
import { applyGroupRoles } from "./apply-group-roles.ts";
import { findGroup, groupNameIsTaken, writeGroup } from "./group-store.ts";
import { Group, SaveGroupInput } from "./schema.ts";
import { requireVersion } from "./version.ts";
import { viewGroup } from "./view-group.ts";

/** Creates or replaces a group of the directory; its people get the roles that the mapping gives them now. */
export const saveGroup = command({
  verb: "directory.saveGroup",
  permission: "member:write",
  input: SaveGroupInput,
  output: Group,
  async run({ ctx, input: { groupId, personIds, displayName, externalId, versions } }) {
    await lockMembers(ctx.db, ctx.tenant.id);
    const connection = await requireConnection(ctx);
    const before = groupId === null ? null : await findGroup(ctx.db, groupId);
    if (groupId !== null && !before) throw notFound("This group");
    if (before) requireVersion(viewGroup(before), versions);
    const id = before?.id ?? ctx.newId();
    if (await groupNameIsTaken(ctx.db, displayName, id)) {
      throw new AppError("conflict", "There is a group of this name already.", { reason: "uniqueness" });
    }
    const draft = { id, connectionId: connection.id, displayName, externalId };
    await writeGroup(ctx.db, ctx.tenant.id, draft, personIds, ctx.now());
    const after = await findGroup(ctx.db, id);
    if (!after) throw notFound("This group");
    const concerned = [...(before?.members ?? []), ...after.members].map(({ person }) => person.id);
    await applyGroupRoles(ctx, connection, concerned);
    const value = viewGroup(after);
    return { value, audit: { entityId: id, before: before && viewGroup(before), after: value } };
  },
});
