import { memberPermissions, ROLE_PERMISSIONS } from "#server/kernel/permission.ts";
import { command } from "#server/kernel/verb.ts";
import { readBounds, requireRoom } from "../entitlements/index.ts";
import { Invited, InviteInput } from "./invitation-schema.ts";
import { countOpen, insertInvitation, listUnanswered, setRevoked } from "./invitation-store.ts";
import { type MintedToken, mintToken, requireMailRate } from "./invitation-token.ts";
import { lockedRank } from "./open-change.ts";
import {
  INVITATION_LIFETIME_MS,
  invitationStatus,
  inviteRefusal,
  inviterOf,
  meaningfulExceptions,
  refuse,
} from "./rules.ts";
import { SEATS_METER } from "./seats.ts";
import { countMembers, listMemberEmails } from "./store.ts";

/** Several addresses at once: all that need a seat get one, or none does. */
export const inviteMembers = command({
  verb: "invitation.create",
  permission: "member:write",
  input: InviteInput,
  output: Invited,
  async prepare({ ctx, input }) {
    const tokens = new Map<string, MintedToken>();
    for (const email of input.emails) {
      await requireMailRate(ctx, email);
      tokens.set(email, await mintToken(ctx));
    }
    return tokens;
  },
  async run({ ctx, input: { emails, role, ...given }, prepared: tokens }) {
    const { db, tenant } = ctx;
    const now = ctx.now();
    const rank = await lockedRank(ctx, "member:write");
    const exceptions = meaningfulExceptions(ROLE_PERMISSIONS[role], given);
    const permissions = memberPermissions(role, exceptions.grants, exceptions.denials);
    const refusal = inviteRefusal(rank, { role, permissions });
    if (refusal) throw refuse(refusal);

    const members = await listMemberEmails(db, emails);
    const unanswered = (await listUnanswered(db)).filter(({ email }) => emails.includes(email));
    const expired = unanswered.filter((row) => invitationStatus(row, now) === "expired");
    const outcomes = emails.map((email) => {
      if (members.has(email)) return { email, outcome: "already_member" as const };
      const isOpen = unanswered.some((row) => row.email === email && !expired.includes(row));
      return { email, outcome: isOpen ? ("already_invited" as const) : ("invited" as const) };
    });
    const fresh = outcomes.filter(({ outcome }) => outcome === "invited").map(({ email }) => email);
    if (fresh.length > 0) {
      const bounds = await readBounds(ctx, SEATS_METER);
      const taken = async () => (await countMembers(db, tenant.id)) + (await countOpen(db, tenant.id, now));
      await requireRoom(ctx, bounds, taken, fresh.length);
    }

    for (const { id, email } of expired) if (fresh.includes(email)) await setRevoked(db, id, now);
    const sent = fresh.flatMap((email) => {
      const token = tokens.get(email);
      return token ? [{ id: ctx.newId(), email, token }] : [];
    });
    for (const { id, email, token } of sent) {
      await insertInvitation(db, {
        id,
        email,
        role,
        ...exceptions,
        tokenHash: token.hash,
        ...inviterOf(ctx.actor),
        createdAt: now,
        sentAt: now,
        expiresAt: new Date(now.getTime() + INVITATION_LIFETIME_MS),
      });
    }
    return {
      value: outcomes,
      audit: {
        entityId: sent.length === 1 && sent[0] ? sent[0].id : tenant.id,
        after: { role, ...exceptions, sent: sent.map(({ id, email }) => ({ id, email })) },
      },
      events: sent.map(({ id, token }) => ({
        type: "invitation.sent",
        invitationId: id,
        sealedToken: token.sealed,
      })),
    };
  },
});

/** Empty where no person asks: the mail then speaks of the company alone. */
