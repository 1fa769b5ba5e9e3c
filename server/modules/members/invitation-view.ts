import type { Invitation } from "./invitation-schema.ts";
import type { InvitationRow } from "./invitation-store.ts";
import { invitationStatus, resendWaitSeconds } from "./rules.ts";

export function invitationView(row: InvitationRow, now: Date): Invitation {
  const { id, email, role, grants, denials, invitedByName } = row;
  return {
    id,
    email,
    role,
    grants,
    denials,
    invitedByName,
    sentAt: row.sentAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    isExpired: invitationStatus(row, now) === "expired",
    canResend: resendWaitSeconds(row, now) !== Number.POSITIVE_INFINITY,
  };
}
