import { z } from "zod";
import { Id } from "#server/kernel/ids.ts";
import { ROLES } from "#server/kernel/permission.ts";
import { Email, Password } from "../auth/schema.ts";
import { Denials, Grants } from "./schema.ts";

const MAX_AT_ONCE = 20;

export const InviteInput = z.strictObject({
  emails: z
    .array(Email)
    .min(1, "Enter at least one e-mail address.")
    .max(MAX_AT_ONCE, `Invite at most ${MAX_AT_ONCE} people at once.`)
    .transform((emails) => [...new Set(emails)]),
  role: z.enum(ROLES),
  grants: Grants.default([]),
  denials: Denials.default([]),
});

export const Invitation = z.object({
  id: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  grants: z.array(z.string()),
  denials: z.array(z.string()),
  invitedByName: z.string(),
  /** Sent by somebody who is no member any more: it works on, until it is revoked. */
  isInviterGone: z.boolean(),
  sentAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  isExpired: z.boolean(),
  canResend: z.boolean(),
});
export type Invitation = z.output<typeof Invitation>;
export const Invitations = z.array(Invitation);

/** One line an address. The inviter learns who is a member here, and nothing about accounts elsewhere. */
export const Invited = z.array(
  z.object({
    email: z.string(),
    outcome: z.enum(["invited", "already_invited", "already_member"]),
  }),
);

export const InvitationId = z.strictObject({ invitationId: Id });

const Token = z.string().min(1).max(200);

/** `tenantId` is named by the door: a token opens its invitation on its own tenant's hosts only. */
export const FindInvitationInput = z.strictObject({ tenantId: z.string().min(1), token: Token });

export const FoundInvitation = z.object({
  status: z.enum(["open", "accepted", "expired", "revoked"]),
  email: z.string(),
  role: z.enum(ROLES),
  invitedByName: z.string(),
  expiresAt: z.iso.datetime(),
  /** What the one who holds the link does next: choose a password, sign in, change accounts, or just accept. */
  next: z.enum(["register", "sign_in", "switch_account", "accept"]),
});
export type FoundInvitation = z.output<typeof FoundInvitation>;

export const AcceptInvitationInput = z.strictObject({
  tenantId: z.string().min(1),
  token: Token,
  /** Asked of those who have no account yet. */
  name: z.string().trim().min(1, "Enter your name.").max(80, "Use at most 80 characters.").exactOptional(),
  password: Password.exactOptional(),
});

export const AcceptedInvitation = z.object({ email: z.string(), role: z.enum(ROLES) });
