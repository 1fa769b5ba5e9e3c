import type { PersonRow } from "./person-store.ts";
import type { Person } from "./schema.ts";

export const viewPerson = ({ groups, userName, ...row }: PersonRow): Person => ({
  id: row.id,
  userName: userName ?? row.email,
  externalId: row.externalId,
  email: row.email,
  displayName: row.displayName,
  givenName: row.givenName,
  familyName: row.familyName,
  isActive: row.isActive,
  groups: groups.map(({ group }) => group),
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
});
