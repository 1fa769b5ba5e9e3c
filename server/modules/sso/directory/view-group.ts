import type { GroupRow } from "./group-store.ts";
import type { Group } from "./schema.ts";

export const viewGroup = ({
  id,
  displayName,
  externalId,
  members,
  createdAt,
  updatedAt,
}: GroupRow): Group => ({
  id,
  displayName,
  externalId,
  members: members.map(({ person }) => person),
  createdAt,
  updatedAt,
});
