import type { Ctx } from "#server/kernel/ctx.ts";
import { type AccessRules, changedRole } from "../rules.ts";
import { groupNamesOf } from "./group-store.ts";
import { findRole, listUserIds, setRole } from "./person-store.ts";

/** Gives each of the people the role that their groups map to now. Owners keep theirs. */
export async function applyGroupRoles(
  { db, tenant }: Ctx,
  access: AccessRules,
  personIds: readonly string[],
): Promise<void> {
  if (access.groupRoles.length === 0) return;
  for (const userId of await listUserIds(db, personIds)) {
    const current = await findRole(db, tenant.id, userId);
    const role = current && changedRole(current, await groupNamesOf(db, tenant.id, userId), access);
    if (role) await setRole(db, tenant.id, userId, role);
  }
}
