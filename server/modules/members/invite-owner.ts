import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { insertOwnerInvitation } from "./invitation-store.ts";
import type { MintedToken } from "./invitation-token.ts";
import { INVITATION_LIFETIME_MS } from "./rules.ts";

/**
 * Invites the first owner of a tenant that the operator makes, in the caller's transaction. Elsewhere nobody is invited as
 * an owner. @returns the news that the mail follows from
 */
export async function inviteOwner(
  ctx: PlatformCtx,
  { tenantId, email, token }: { tenantId: string; email: string; token: MintedToken },
) {
  const invitationId = ctx.newId();
  const now = ctx.now();
  await insertOwnerInvitation(ctx.db, tenantId, {
    id: invitationId,
    email,
    tokenHash: token.hash,
    createdAt: now,
    sentAt: now,
    expiresAt: new Date(now.getTime() + INVITATION_LIFETIME_MS),
  });
  return { type: "invitation.sent", tenantId, invitationId, sealedToken: token.sealed };
}
