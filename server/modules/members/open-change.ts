import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError, notFound } from "#server/kernel/errors.ts";
import type { Permission } from "#server/kernel/permission.ts";
import { type Rank, rankOf } from "./rules.ts";
import type { Member } from "./schema.ts";
import { findMemberById, findMemberOf, lockMembers, rankOfMember } from "./store.ts";

/**
 * What the actor is now, under the members' lock: a demotion that was committed a moment ago counts.
 * @throws AppError `not_found` or `forbidden` when they have lost the place or the permission meanwhile
 */
export async function lockedRank(ctx: Ctx, permission: Permission): Promise<Rank> {
  await lockMembers(ctx.db, ctx.tenant.id);
  const { actor } = ctx;
  if (actor.type !== "user") return rankOf(actor);
  const member = await findMemberOf(ctx.db, ctx.tenant.id, actor.userId);
  if (!member) throw notFound("This workspace");
  const rank = rankOfMember(member);
  if (rank.permissions.includes(permission)) return rank;
  throw new AppError("forbidden", `Your role does not allow this (${permission}).`, {
    reason: "missing_permission",
    permission,
  });
}

/** The member whom a change is about and the actor who asks for it, both as they are under the lock. */
export async function openChange(
  ctx: Ctx,
  memberId: string,
  permission: Permission,
): Promise<{ actor: Rank & { isTarget: boolean }; target: Member }> {
  const rank = await lockedRank(ctx, permission);
  const target = await findMemberById(ctx.db, memberId);
  if (!target) throw notFound("This member");
  const isTarget = ctx.actor.type === "user" && ctx.actor.userId === target.userId;
  return { actor: { ...rank, isTarget }, target };
}
