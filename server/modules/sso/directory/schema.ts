import { z } from "zod";
import { Id } from "#server/kernel/ids.ts";
import { Email } from "../../auth/schema.ts";

const Text = z.string().trim().max(200);

/** A person as SCIM has them (RFC 7643 §4.1), as far as it means anything here. */
export const PersonDraft = z.object({
  userName: z.string().trim().toLowerCase().min(1).max(254),
  externalId: Text.nullable().default(null),
  email: Email,
  displayName: Text.default(""),
  givenName: Text.default(""),
  familyName: Text.default(""),
  isActive: z.boolean().default(true),
});

/** Entity tags, one of which the resource must still have; null: whatever it has become. */
const Versions = z.array(z.string().max(200)).max(20).nullable().default(null);

const Page = z.strictObject({
  offset: z.int().min(0).default(0),
  limit: z.int().min(0).max(1_000).optional(),
});
const Wanted = z.string().max(500).exactOptional();

const Of = { tenantId: z.string().min(1), connectionId: Id };

export const SavePersonInput = z.strictObject({
  ...Of,
  /** Null: a new one. */
  personId: z.string().max(64).nullable(),
  person: PersonDraft,
  versions: Versions,
});
export const RemovePersonInput = z.strictObject({
  ...Of,
  personId: z.string().max(64),
  versions: Versions,
});

export const Person = PersonDraft.extend({
  id: z.string(),
  userName: z.string(),
  email: z.string(),
  groups: z.array(z.object({ id: z.string(), displayName: z.string() })),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type Person = z.output<typeof Person>;

/** What a person must have to be found. Names and addresses compare without case (RFC 7643 §4.1.1). */
export const PersonMatch = z.strictObject({
  id: Wanted,
  userName: Wanted,
  externalId: Wanted,
  email: Wanted,
  displayName: Wanted,
  isActive: z.boolean().exactOptional(),
});
export type PersonMatch = z.output<typeof PersonMatch>;

export const FindPeopleInput = z.strictObject({
  /** One person, or not found. */
  personId: z.string().max(64).exactOptional(),
  match: PersonMatch.default({}),
  ...Page.shape,
  isDescending: z.boolean().default(false),
});
export const FoundPeople = z.object({ people: z.array(Person), total: z.int() });

export const Group = z.object({
  id: z.string(),
  displayName: z.string(),
  externalId: z.string().nullable(),
  members: z.array(z.object({ id: z.string(), displayName: z.string() })),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type Group = z.output<typeof Group>;

export const GroupMatch = z.strictObject({ id: Wanted, displayName: Wanted, externalId: Wanted });
export type GroupMatch = z.output<typeof GroupMatch>;

export const FindGroupsInput = z.strictObject({
  groupId: z.string().max(64).exactOptional(),
  match: GroupMatch.default({}),
  ...Page.shape,
  isDescending: z.boolean().default(false),
});
export const FoundGroups = z.object({ groups: z.array(Group), total: z.int() });

export interface ListOrder {
  offset: number;
  limit?: number | undefined;
  isDescending: boolean;
}
export const SaveGroupInput = z.strictObject({
  /** Null: a new one. */
  groupId: z.string().max(64).nullable(),
  displayName: z.string().trim().min(1).max(200),
  externalId: Text.nullable().default(null),
  personIds: z.array(z.string().max(64)).max(10_000),
  versions: Versions,
});
export const RemoveGroupInput = z.strictObject({ groupId: z.string().max(64), versions: Versions });
export const RemovedGroup = z.object({ groupId: z.string() });
export const RemovedPerson = z.object({ personId: z.string() });
