import type { Actor } from "#server/kernel/actor.ts";
import { AppError } from "#server/kernel/errors.ts";
import {
  PERMISSIONS,
  type Permission,
  permissionsOf,
  ROLE_PERMISSIONS,
  ROLES,
  type Role,
} from "#server/kernel/permission.ts";

/** What somebody is in a tenant. An API key has permissions and no rank. */
export interface Rank {
  role: Role | null;
  permissions: readonly Permission[];
}

export const rankOf = (actor: Actor): Rank => ({
  role: actor.type === "system" ? "owner" : actor.type === "user" ? actor.role : null,
  permissions: permissionsOf(actor),
});

export const REFUSALS = {
  own_membership: "You can't change your own access. Ask an owner, or leave the workspace.",
  own_two_factor: "Your own two-factor you change in your account.",
  owner_only: "Only an owner can do this for owners and admins.",
  may_do_more: "This member may do things that you may not, so only someone who may can change this.",
  beyond_own_permissions: "You can't give a permission that you don't have yourself.",
  owner_by_promotion: "An owner is made from a member: invite in another role first.",
  last_owner: "A workspace needs an owner. Make someone else an owner first.",
} as const;
export type Refusal = keyof typeof REFUSALS;

export const refuse = (reason: Refusal): AppError =>
  new AppError(reason === "last_owner" ? "conflict" : "forbidden", REFUSALS[reason], { reason });

const isSenior = (role: Role | null): boolean => role === "owner" || role === "admin";
const covers = (own: readonly Permission[], others: readonly Permission[]): boolean =>
  others.every((permission) => own.includes(permission));

/**
 * Whether `actor` may make `target` into `wanted` (null: remove). Owners and admins are the owners' affair; nobody
 * changes a member who may do more than they, gives what they lack, or touches their own access, save an owner who
 * steps down.
 */
export function changeRefusal(
  actor: Rank & { isTarget: boolean },
  target: Rank,
  wanted: Rank | null,
): Refusal | null {
  if (actor.isTarget) return actor.role === "owner" && wanted ? null : "own_membership";
  if (actor.role === "owner") return null;
  if (isSenior(target.role) || isSenior(wanted?.role ?? null)) return "owner_only";
  if (!covers(actor.permissions, target.permissions)) return "may_do_more";
  return covers(actor.permissions, wanted?.permissions ?? []) ? null : "beyond_own_permissions";
}

/** Whether `actor` may invite somebody as `wanted`. */
export function inviteRefusal(actor: Rank, wanted: Rank): Refusal | null {
  if (wanted.role === "owner") return "owner_by_promotion";
  if (isSenior(wanted.role) && actor.role !== "owner") return "owner_only";
  return covers(actor.permissions, wanted.permissions) ? null : "beyond_own_permissions";
}

/** Whether nobody would own the tenant once this member is `wanted` (null: gone). */
export const leavesNoOwner = (
  ownerMemberIds: readonly string[],
  memberId: string,
  wanted: Role | null,
): boolean => wanted !== "owner" && ownerMemberIds.every((id) => id === memberId);

/** What `actor` may do with `target`, to be offered on a screen; the verbs decide again. */
export function offersFor(
  actor: Rank & { isTarget: boolean },
  target: Rank & { memberId: string },
  ownerIds: readonly string[],
): { offeredRoles: Role[]; canSetExceptions: boolean; canRemove: boolean; canResetTwoFactor: boolean } {
  const mayWrite = actor.permissions.includes("member:write");
  const may = (role: Role | null) =>
    mayWrite &&
    changeRefusal(actor, target, role && { role, permissions: ROLE_PERMISSIONS[role] }) === null &&
    !leavesNoOwner(ownerIds, target.memberId, role);
  const offered = ROLES.filter(may);
  return {
    offeredRoles: offered.length > 1 ? offered : [],
    canSetExceptions: mayWrite && changeRefusal(actor, target, target) === null && target.role !== "owner",
    canRemove: may(null),
    canResetTwoFactor: mayWrite && !actor.isTarget && changeRefusal(actor, target, target) === null,
  };
}

/** The exceptions that say something: no grant of what the role has, no denial of what it lacks, none for an owner. */
export function meaningfulExceptions(
  rolePermissions: readonly Permission[],
  { grants, denials }: { grants: readonly string[]; denials: readonly string[] },
): { grants: string[]; denials: string[] } {
  if (rolePermissions.length === PERMISSIONS.length) return { grants: [], denials: [] };
  const has = (permission: string) => rolePermissions.some((each) => each === permission);
  return {
    grants: grants.filter((permission) => !has(permission) && !denials.includes(permission)),
    denials: denials.filter(has),
  };
}

/** In whose name an invitation goes out; nobody's where a program or the platform sends it. */
export const inviterOf = (actor: Actor): { invitedBy: string | null; invitedByName: string } =>
  actor.type === "user"
    ? { invitedBy: actor.userId, invitedByName: actor.name }
    : { invitedBy: null, invitedByName: "" };

export const INVITATION_LIFETIME_MS = 7 * 24 * 3_600_000;
const MAX_SENDS = 5;
const RESEND_PAUSE_MS = 60_000;

/** @returns null when it may go out again, else seconds to wait; infinite when it went out often enough. */
export function resendWaitSeconds(
  { sendCount, sentAt }: { sendCount: number; sentAt: Date },
  now: Date,
): number | null {
  if (sendCount >= MAX_SENDS) return Number.POSITIVE_INFINITY;
  const waitMs = sentAt.getTime() + RESEND_PAUSE_MS - now.getTime();
  return waitMs > 0 ? Math.ceil(waitMs / 1000) : null;
}

export type InvitationStatus = "open" | "accepted" | "expired" | "revoked";

export function invitationStatus(
  { acceptedAt, revokedAt, expiresAt }: { acceptedAt: Date | null; revokedAt: Date | null; expiresAt: Date },
  now: Date,
): InvitationStatus {
  if (acceptedAt) return "accepted";
  if (revokedAt) return "revoked";
  return now < expiresAt ? "open" : "expired";
}
