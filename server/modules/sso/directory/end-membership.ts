import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { endSessions } from "../../auth/index.ts";
import { lockMembers } from "../../members/index.ts";
import { deleteMembership, findRole } from "./person-store.ts";

/**
 * A person of the directory is a member no more, and their sessions here end at once.
 * @throws AppError `forbidden` for an owner: owners are made and unmade by owners
 */
export async function endMembership(ctx: PlatformCtx, tenantId: string, userId: string) {
  await lockMembers(ctx.db, tenantId);
  if ((await findRole(ctx.db, tenantId, userId)) === "owner") {
    throw new AppError(
      "forbidden",
      "An owner can't be taken away by the directory. Make them something else first.",
      {
        reason: "owner",
      },
    );
  }
  const memberId = await deleteMembership(ctx.db, tenantId, userId);
  await endSessions(ctx, userId, { hostTenantId: tenantId });
  return memberId ? [{ type: "member.removed", tenantId, memberId, userId }] : [];
}
