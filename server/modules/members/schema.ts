import { z } from "zod";
import { Id } from "#server/kernel/ids.ts";
import { PERMISSIONS, ROLES } from "#server/kernel/permission.ts";

export const Nothing = z.strictObject({});

/** What a member may be given or denied beside the role. Ownership comes with the role alone. */
export const EXCEPTIONS = PERMISSIONS.filter((permission) => permission !== "ownership:write");

const Exceptions = z
  .array(z.enum(EXCEPTIONS))
  .max(EXCEPTIONS.length)
  .transform((permissions) => [...new Set(permissions)].toSorted());

export const Grants = Exceptions;
export const Denials = Exceptions;

export const Member = z.object({
  id: z.string(),
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  /** Permissions beyond the role's, and those taken away from it. */
  grants: z.array(z.string()),
  denials: z.array(z.string()),
  joinedAt: z.iso.datetime(),
});
export type Member = z.output<typeof Member>;

export const ListedMember = Member.extend({
  /** Last seen on one of this workspace's hosts; null when there is no sign-in left to tell. */
  lastActiveAt: z.iso.datetime().nullable(),
  isSelf: z.boolean(),
  /** What who asks may make of this member; the own role is among them, none means hands off. */
  offeredRoles: z.array(z.enum(ROLES)),
  canSetExceptions: z.boolean(),
  canRemove: z.boolean(),
  /** An authenticator app, or a passkey. */
  hasTwoFactor: z.boolean(),
  canResetTwoFactor: z.boolean(),
});

const PAGE = 50;
const MAX_PAGE = 500;

/** When the last one of a page joined, and its id: it stays a place in the list when that member is removed. */
const MemberCursor = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z,[\w-]{1,64}$/, "This is no cursor of this list.")
  .refine((cursor) => !Number.isNaN(Date.parse(cursor.slice(0, 24))), "This is no cursor of this list.");

export const ListMembersInput = z.strictObject({
  /** Part of a name or an e-mail address, in any case. */
  search: z.string().trim().max(120).optional(),
  role: z.enum(ROLES).optional(),
  /** Only those who may more, or less, than their role. */
  hasExceptions: z.boolean().optional(),
  /** `nextCursor` of the page before. */
  cursor: MemberCursor.optional(),
  limit: z.number().int().min(1).max(MAX_PAGE).default(PAGE),
});
export type MemberFilter = Pick<z.output<typeof ListMembersInput>, "search" | "role" | "hasExceptions">;

export const Members = z.object({
  /** Who joined first comes first. */
  members: z.array(ListedMember),
  /** How many the conditions fit, on all pages. */
  total: z.number().int(),
  /** Give it as `cursor` for the next page; null at the end. */
  nextCursor: z.string().nullable(),
});

export const MemberId = z.strictObject({ memberId: Id });

export const ResetFactorInput = z.strictObject({ tenantId: z.string().min(1).max(64), memberId: Id });
export const ResetFactor = z.object({ memberId: z.string() });

/** A new role clears the exceptions, unless they are given with it. */
export const UpdateMemberInput = z.strictObject({
  memberId: Id,
  role: z.enum(ROLES).exactOptional(),
  grants: Grants.exactOptional(),
  denials: Denials.exactOptional(),
});

export const TransferOwnershipInput = z.strictObject({
  memberId: Id,
  /** The workspace's address, typed to confirm. */
  confirm: z.string().max(80),
});

export const LeaveInput = z.strictObject({ tenantId: z.string().min(1).max(64) });
export const Left = z.object({ userId: z.string() });

export const Seats = z.object({
  members: z.number().int(),
  /** Open invitations; each keeps a seat until it is taken, revoked or expires. */
  reserved: z.number().int(),
  /** Null: unlimited. */
  limit: z.number().int().nullable(),
});
export type Seats = z.output<typeof Seats>;
