import { AppError, notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { readBounds, requireRoom } from "../entitlements/index.ts";
import { Invitation, InvitationId } from "./invitation-schema.ts";
import { countOpen, findInvitation, findUnanswered, renewToken } from "./invitation-store.ts";
import { mintToken, requireMailRate } from "./invitation-token.ts";
import { invitationView } from "./invitation-view.ts";
import { lockedRank } from "./open-change.ts";
import {
  INVITATION_LIFETIME_MS,
  invitationStatus,
  inviteRefusal,
  inviterOf,
  refuse,
  resendWaitSeconds,
} from "./rules.ts";
import { SEATS_METER } from "./seats.ts";
import { countMembers, rankOfMember } from "./store.ts";

/** A new link and a new week; the link before it is dead. */
export const resendInvitation = command({
  verb: "invitation.resend",
  permission: "member:write",
  input: InvitationId,
  output: Invitation,
  async prepare({ ctx, input }) {
    const known = await findInvitation(ctx.db, input.invitationId);
    if (!known) throw notFound("This invitation");
    await requireMailRate(ctx, known.email);
    return mintToken(ctx);
  },
  async run({ ctx, input, prepared: token }) {
    const { db, tenant } = ctx;
    const now = ctx.now();
    const rank = await lockedRank(ctx, "member:write");
    const invitation = await findUnanswered(db, input.invitationId);
    if (!invitation) throw answered();
    const refusal = inviteRefusal(rank, rankOfMember(invitation));
    if (refusal) throw refuse(refusal);
    const waitSeconds = resendWaitSeconds(invitation, now);
    if (waitSeconds !== null) throw tooOften(waitSeconds);
    if (invitationStatus(invitation, now) === "expired") {
      const taken = async () => (await countMembers(db, tenant.id)) + (await countOpen(db, tenant.id, now));
      await requireRoom(ctx, await readBounds(ctx, SEATS_METER), taken);
    }
    const renewed = {
      ...(ctx.actor.type === "user" && inviterOf(ctx.actor)),
      tokenHash: token.hash,
      sentAt: now,
      sendCount: invitation.sendCount + 1,
      expiresAt: new Date(now.getTime() + INVITATION_LIFETIME_MS),
    };
    await renewToken(db, invitation.id, renewed);
    const { id, email, sendCount } = invitation;
    return {
      value: await invitationView(ctx, { ...invitation, ...renewed }),
      audit: { entityId: id, before: { email, sendCount }, after: { email, sendCount: renewed.sendCount } },
      events: [{ type: "invitation.sent", invitationId: id, sealedToken: token.sealed }],
    };
  },
});

const answered = () =>
  new AppError("conflict", "This invitation was accepted or revoked meanwhile.", { reason: "answered" });

const tooOften = (waitSeconds: number) =>
  Number.isFinite(waitSeconds)
    ? new AppError("rate_limited", `It was sent a moment ago. Try again in ${waitSeconds} seconds.`, {
        reason: "resend_pause",
        retryAfterSeconds: waitSeconds,
      })
    : new AppError(
        "conflict",
        "It was sent often enough. Revoke it and invite again if the address is right.",
        {
          reason: "resend_limit",
        },
      );
