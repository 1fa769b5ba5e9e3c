import { fieldError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { requireRecentAuth } from "../auth/index.ts";
import { openChange } from "./open-change.ts";
import { refuse } from "./rules.ts";
import { Member, TransferOwnershipInput } from "./schema.ts";
import { findMemberOf, setAccess } from "./store.ts";

const OWNER: Pick<Member, "role" | "grants" | "denials"> = { role: "owner", grants: [], denials: [] };

/**
 * The member becomes an owner, and the owner who gives it an admin. Both are told by mail.
 * @throws AppError `forbidden` (`reauthentication_required`) when the giver has not shown their password lately
 */
export const transferOwnership = command({
  verb: "member.transferOwnership",
  permission: "ownership:write",
  input: TransferOwnershipInput,
  output: Member,
  async run({ ctx, input }) {
    requireRecentAuth(ctx);
    const { actor, target } = await openChange(ctx, input.memberId, "ownership:write");
    if (actor.isTarget) throw refuse("own_membership");
    if (input.confirm.trim().toLowerCase() !== ctx.tenant.slug) {
      throw fieldError("confirm", `Type ${ctx.tenant.slug} to confirm.`);
    }
    await setAccess(ctx.db, target.id, OWNER);
    const giver =
      ctx.actor.type === "user" ? await findMemberOf(ctx.db, ctx.tenant.id, ctx.actor.userId) : null;
    if (giver) await setAccess(ctx.db, giver.id, { ...OWNER, role: "admin" });
    const { id, userId } = target;
    return {
      value: { ...target, ...OWNER },
      audit: {
        entityId: id,
        before: { role: target.role, owner: giver?.userId },
        after: { role: "owner", owner: userId },
      },
      events: [
        {
          type: "ownership.transferred",
          memberId: id,
          to: { name: target.name, email: target.email },
          ...(giver ? { from: { name: giver.name, email: giver.email } } : {}),
        },
      ],
    };
  },
});
