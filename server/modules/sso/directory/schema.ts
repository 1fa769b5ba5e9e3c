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

const Of = { tenantId: z.string().min(1), connectionId: Id };

export const SavePersonInput = z.strictObject({
  ...Of,
  /** Null: a new one. */
  personId: z.string().max(64).nullable(),
  person: PersonDraft,
});
export const RemovePersonInput = z.strictObject({ ...Of, personId: z.string().max(64) });

export const Person = PersonDraft.extend({
  id: z.string(),
  userName: z.string(),
  email: z.string(),
  groups: z.array(z.object({ id: z.string(), displayName: z.string() })),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type Person = z.output<typeof Person>;

export const FindPeopleInput = z.strictObject({
  personId: z.string().max(64).exactOptional(),
  userName: z.string().trim().toLowerCase().max(254).exactOptional(),
});

export const Group = z.object({
  id: z.string(),
  displayName: z.string(),
  externalId: z.string().nullable(),
  members: z.array(z.object({ id: z.string(), displayName: z.string() })),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type Group = z.output<typeof Group>;

export const FindGroupsInput = z.strictObject({ groupId: z.string().max(64).exactOptional() });
export const SaveGroupInput = z.strictObject({
  /** Null: a new one. */
  groupId: z.string().max(64).nullable(),
  displayName: z.string().trim().min(1).max(200),
  externalId: Text.nullable().default(null),
  personIds: z.array(z.string().max(64)).max(10_000),
});
export const RemoveGroupInput = z.strictObject({ groupId: z.string().max(64) });
export const RemovedGroup = z.object({ groupId: z.string() });
export const RemovedPerson = z.object({ personId: z.string() });
