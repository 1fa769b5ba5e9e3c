import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { AppError, notFound } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { hashPassword } from "#server/platform/password.ts";
import { tokenHash } from "#server/platform/token.ts";
import { findUserByEmail, insertUser, requireGoodPassword, setEmailVerified } from "../auth/index.ts";
import { resolveTenant } from "../tenancy/index.ts";
import { AcceptedInvitation, AcceptInvitationInput } from "./invitation-schema.ts";
import { findByToken, type InvitationRow } from "./invitation-store.ts";
import { newcomerFields } from "./newcomer-fields.ts";
import { invitationStatus } from "./rules.ts";
import { admitMember, readSeatBounds } from "./seats.ts";
import { findMemberOf, lockMembers } from "./store.ts";

/**
 * Takes the seat: for the signed-in person whom the link was mailed to, or for a new one who gives name and password;
 * the address counts as verified, because the link came by mail. Accepting twice is quiet.
 * @throws AppError `unauthenticated` (`sign_in_first`), `forbidden` (`other_account`), `gone` for a dead link,
 *   `limit_reached` when the plan has no seat left
 */
export const acceptInvitation = platformCommand({
  verb: "invitation.accept",
  access: "public",
  input: AcceptInvitationInput,
  output: AcceptedInvitation,
  async prepare({ ctx, input }) {
    const tenant = await resolveTenant(ctx.ports, { id: input.tenantId });
    const hash = tokenHash(input.token);
    const invitation = tenant && (await findByToken(ctx.db, tenant.id, hash));
    if (!invitation) throw notFound("This invitation");
    if (tenant.status !== "active") throw closedTenant();
    const bounds = await readSeatBounds(ctx.ports, tenant);
    if (ctx.actor.type === "user") {
      if (ctx.actor.email !== invitation.email) throw otherAccount(invitation.email);
      return { hash, bounds, newcomer: null };
    }
    if (await findUserByEmail(ctx.db, invitation.email)) {
      if (invitation.acceptedAt) return { hash, bounds, newcomer: null };
      throw signInFirst(invitation.email);
    }
    requireOpen(invitation, ctx.now());
    const { name, password } = newcomerFields(input);
    requireGoodPassword(password, { email: invitation.email, names: [tenant.name] });
    return { hash, bounds, newcomer: { name, passwordHash: await hashPassword(password) } };
  },
  async run({ ctx, prepared: { hash, bounds, newcomer } }) {
    const { tenantId } = bounds;
    const now = ctx.now();
    await lockMembers(ctx.db, tenantId);
    const invitation = await findByToken(ctx.db, tenantId, hash);
    if (!invitation) throw notFound("This invitation");
    const { id, email, role, grants, denials } = invitation;
    const value = { email, role };
    if (invitation.acceptedAt && (await isMember(ctx, tenantId, email))) {
      return { value, audit: { entityId: id, tenantId } };
    }
    requireOpen(invitation, now);

    const userId = newcomer ? await createUser(ctx, { ...newcomer, email }) : actorId(ctx);
    if (!newcomer) await setEmailVerified(ctx.db, userId, now);
    const access = { role, grants, denials };
    const admission = { userId, email, ...access, source: "invitation" };
    const { memberId, isNew } = await admitMember(ctx, bounds, admission);
    return {
      value,
      audit: { entityId: id, tenantId, userId, after: { memberId, userId, email, ...access } },
      events: isNew ? [{ type: "member.joined", tenantId, memberId, userId }] : [],
    };
  },
});

async function createUser(
  ctx: PlatformCtx,
  user: { name: string; email: string; passwordHash: string },
): Promise<string> {
  const id = ctx.newId();
  if (await insertUser(ctx.db, { id, ...user, emailVerifiedAt: ctx.now() })) return id;
  throw signInFirst(user.email);
}

async function isMember({ db }: PlatformCtx, tenantId: string, email: string): Promise<boolean> {
  const user = await findUserByEmail(db, email);
  return user !== null && (await findMemberOf(db, tenantId, user.id)) !== null;
}

function actorId({ actor }: PlatformCtx): string {
  if (actor.type !== "user") throw new AppError("unauthenticated", "Sign in to continue.");
  return actor.userId;
}

function requireOpen(invitation: InvitationRow, now: Date): void {
  const status = invitationStatus(invitation, now);
  if (status === "open") return;
  throw new AppError("gone", `This invitation is no longer open: it was ${status}. Ask for a new one.`, {
    reason: `invitation_${status}`,
  });
}

const closedTenant = () =>
  new AppError("gone", "This workspace takes no new members at the moment. Ask who invited you.", {
    reason: "tenant_inactive",
  });

const signInFirst = (email: string) =>
  new AppError("unauthenticated", `${email} has an account. Sign in with it, then accept.`, {
    reason: "sign_in_first",
  });

const otherAccount = (email: string) =>
  new AppError("forbidden", `This invitation is for ${email}. Sign in with that address to accept it.`, {
    reason: "other_account",
  });
