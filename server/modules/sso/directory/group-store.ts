import type { SystemDb, TenantDb } from "#server/kernel/ctx.ts";

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
    members: { select: { person: { select: { id: true, displayName: true } } } },
  },
} as const;

export async function listGroups(db: TenantDb) {
  return db.directoryGroup.findMany({ orderBy: [{ createdAt: "asc" }, { id: "asc" }], ...GROUP });
}
export type GroupRow = Awaited<ReturnType<typeof listGroups>>[number];

export async function findGroup(db: TenantDb, id: string): Promise<GroupRow | null> {
  return db.directoryGroup.findFirst({ where: { id }, ...GROUP });
}

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
