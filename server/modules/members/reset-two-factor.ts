import { AppError, notFound } from "#server/kernel/errors.ts";
import { requirePermission } from "#server/kernel/permission.ts";
import { requireRecentAuth } from "#server/kernel/recent-auth.ts";
import { requireState } from "#server/kernel/tenant-gate.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { accountNotice, deleteTotp, endSessions } from "../auth/index.ts";
import { resolveTenant } from "../tenancy/index.ts";
import { changeRefusal, refuse } from "./rules.ts";
import { ResetFactor, ResetFactorInput } from "./schema.ts";
import { findMemberById, findMemberOf, isOfOneTenant, lockMembers, rankOfMember } from "./store.ts";

/**
 * For a member who has lost the authenticator app and the backup codes: the password alone signs them in again, to set up
 * a new one. Ends their sessions. The account must be this workspace's alone, since the factor guards all of it.
 * @throws AppError `forbidden` for oneself and for who is more than the actor; `conflict`, reason `totp_off` or
 *   `account_elsewhere`
 */
export const resetTwoFactor = platformCommand({
  verb: "member.resetTwoFactor",
  access: "session",
  input: ResetFactorInput,
  output: ResetFactor,
  async prepare({ ctx, input: { tenantId } }) {
    requirePermission(ctx.actor, "member:write");
    requireRecentAuth(ctx);
    const tenant = await resolveTenant(ctx.ports, { id: tenantId });
    if (!tenant) throw notFound("This workspace");
    requireState(tenant, { kind: "command", permission: "member:write" });
  },
  async run({ ctx, input: { tenantId, memberId } }) {
    if (ctx.actor.type !== "user") throw new AppError("unauthenticated", "Sign in to continue.");
    await lockMembers(ctx.db, tenantId);
    const own = await findMemberOf(ctx.db, tenantId, ctx.actor.userId);
    const target = await findMemberById(ctx.db, memberId, tenantId);
    if (!own || !rankOfMember(own).permissions.includes("member:write") || !target)
      throw notFound("This member");
    if (own.id === target.id) throw refuse("own_two_factor");
    const rank = rankOfMember(target);
    const refusal = changeRefusal({ ...rankOfMember(own), isTarget: false }, rank, rank);
    if (refusal) throw refuse(refusal);
    if (!(await isOfOneTenant(ctx.db, target.userId))) {
      throw new AppError(
        "conflict",
        `The account of ${target.name} is not this workspace's alone, so its second factor is not yours to reset.`,
        { reason: "account_elsewhere" },
      );
    }
    if (!(await deleteTotp(ctx.db, target.userId))) {
      throw new AppError("conflict", `${target.name} has no authenticator app set up.`, {
        reason: "totp_off",
      });
    }
    await endSessions(ctx, target.userId);
    return {
      value: { memberId: target.id },
      audit: {
        entityId: target.id,
        tenantId,
        before: { userId: target.userId, totp: true },
        after: { userId: target.userId, totp: false },
      },
      events: [accountNotice(ctx, { notice: "totp_reset", userId: target.userId, subject: own.name })],
    };
  },
});
