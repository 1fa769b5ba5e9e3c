import type { Ctx } from "#server/kernel/ctx.ts";
import type { Invitation } from "./invitation-schema.ts";
import type { InvitationRow } from "./invitation-store.ts";
import { invitationStatus, resendWaitSeconds } from "./rules.ts";
import { stillMembers } from "./store.ts";

/** Invitations as members see them. */
export async function invitationViews(ctx: Ctx, rows: readonly InvitationRow[]): Promise<Invitation[]> {
  const now = ctx.now();
  const inviters = rows.flatMap(({ invitedBy }) => invitedBy ?? []);
  const here = await stillMembers(ctx.db, inviters);
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    role: row.role,
    grants: row.grants,
    denials: row.denials,
    invitedByName: row.invitedByName,
    isInviterGone: row.invitedBy !== null && !here.has(row.invitedBy),
    sentAt: row.sentAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    isExpired: invitationStatus(row, now) === "expired",
    canResend: resendWaitSeconds(row, now) !== Number.POSITIVE_INFINITY,
  }));
}

export async function invitationView(ctx: Ctx, row: InvitationRow): Promise<Invitation> {
  const [view] = await invitationViews(ctx, [row]);
  if (!view) throw new Error("An invitation without a view.");
  return view;
}
