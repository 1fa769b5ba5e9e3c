import type { SystemDb, TenantDb } from "#server/kernel/ctx.ts";
import { sameButCase } from "./person-store.ts";
import type { GroupMatch, ListOrder } from "./schema.ts";

type Db = TenantDb | SystemDb;

/** Names of the groups that SCIM has put a person into. */
export async function groupNamesOf(db: Db, tenantId: string, userId: string): Promise<string[]> {
  const rows = await db.directoryGroupMember.findMany({
    where: { tenantId, person: { userId } },
    select: { group: { select: { displayName: true } } },
  });
  return rows.map(({ group }) => group.displayName);
}

const GROUP = {
  include: {
    members: {
      select: { person: { select: { id: true, displayName: true } } },
      orderBy: { personId: "asc" },
    },
  },
} as const;

export async function findGroup(db: TenantDb, id: string) {
  return db.directoryGroup.findFirst({ where: { id }, ...GROUP });
}
export type GroupRow = NonNullable<Awaited<ReturnType<typeof findGroup>>>;

export async function listGroups(
  db: TenantDb,
  match: GroupMatch,
  { offset, limit, isDescending }: ListOrder,
): Promise<GroupRow[]> {
  return db.directoryGroup.findMany({
    where: matching(match),
    orderBy: { displayName: isDescending ? "desc" : "asc" },
    skip: offset,
    ...(limit === undefined ? {} : { take: limit }),
    ...GROUP,
  });
}

export const countGroups = (db: TenantDb, match: GroupMatch): Promise<number> =>
  db.directoryGroup.count({ where: matching(match) });

const matching = ({ displayName, ...exact }: GroupMatch) => ({
  ...exact,
  ...(displayName === undefined ? {} : { displayName: sameButCase(displayName) }),
});

export async function groupNameIsTaken(
  db: TenantDb,
  displayName: string,
  exceptId: string,
): Promise<boolean> {
  return (await db.directoryGroup.count({ where: { displayName, id: { not: exceptId } } })) > 0;
}

export interface GroupDraft {
  id: string;
  connectionId: string;
  displayName: string;
  externalId: string | null;
}

/** Writes the group and makes `personIds` its members, and nobody else. Ids of nobody here are left out. */
export async function writeGroup(
  db: TenantDb,
  tenantId: string,
  { id, ...group }: GroupDraft,
  personIds: readonly string[],
  now: Date,
): Promise<void> {
  await db.directoryGroup.upsert({
    where: { tenantId_id: { tenantId, id } },
    create: { tenantId, id, ...group, createdAt: now, updatedAt: now },
    update: { ...group, updatedAt: now },
  });
  const people = await db.directoryPerson.findMany({
    where: { id: { in: [...personIds] } },
    select: { id: true },
  });
  await db.directoryGroupMember.deleteMany({ where: { groupId: id } });
  await db.directoryGroupMember.createMany({
    data: people.map((person) => ({ groupId: id, personId: person.id })),
  });
}

export async function deleteGroup(db: TenantDb, id: string): Promise<boolean> {
  return (await db.directoryGroup.deleteMany({ where: { id } })).count === 1;
}
