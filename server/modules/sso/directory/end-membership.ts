import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { deleteMembership, findRole } from "./person-store.ts";

/**
 * A person of the directory is a member no more, from the next request on; their sessions end as the event is heard.
 * @throws AppError `forbidden` for an owner: owners are made and unmade by owners
 */
export async function endMembership(ctx: PlatformCtx, tenantId: string, userId: string) {
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
  return memberId ? [{ type: "member.removed", tenantId, memberId, userId }] : [];
}
