import { AppError, notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { Invitation, InvitationId } from "./invitation-schema.ts";
import { findInvitation, setRevoked } from "./invitation-store.ts";
import { invitationView } from "./invitation-view.ts";
import { lockedRank } from "./open-change.ts";
import { inviteRefusal, refuse } from "./rules.ts";
import { rankOfMember } from "./store.ts";

/** The link is dead and its seat free at once. Revoking twice is quiet. */
export const revokeInvitation = command({
  verb: "invitation.revoke",
  permission: "member:write",
  input: InvitationId,
  output: Invitation,
  async run({ ctx, input }) {
    const rank = await lockedRank(ctx, "member:write");
    const invitation = await findInvitation(ctx.db, input.invitationId);
    if (!invitation) throw notFound("This invitation");
    const refusal = inviteRefusal(rank, rankOfMember(invitation));
    if (refusal) throw refuse(refusal);
    if (invitation.acceptedAt) {
      throw new AppError("conflict", "It was accepted already. Remove the member instead.", {
        reason: "answered",
      });
    }
    await setRevoked(ctx.db, invitation.id, ctx.now());
    const { id, email, role } = invitation;
    return { value: await invitationView(ctx, invitation), audit: { entityId: id, before: { email, role } } };
  },
});
