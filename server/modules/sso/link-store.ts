import type { SystemDb, TenantDb } from "#server/kernel/ctx.ts";
import { ROLES } from "#server/kernel/permission.ts";
import type { SsoLink } from "./schema.ts";

const SHOWN = 50;

/** People with a link, the latest to sign in first; of those who are no members any more, what the directory says. */
export async function listLinks(db: TenantDb, search: string): Promise<SsoLink[]> {
  const contains = { contains: search, mode: "insensitive" } as const;
  const named = search
    ? await db.membership.findMany({
        where: { user: { OR: [{ name: contains }, { email: contains }] } },
        select: { userId: true },
        take: 1_000,
      })
    : [];
  const found = search
    ? {
        OR: [
          { email: contains },
          { displayName: contains },
          { subject: contains },
          { userId: { in: named.map(({ userId }) => userId) } },
        ],
      }
    : {};
  const people = await db.directoryPerson.findMany({
    where: { subject: { not: null }, ...found },
    orderBy: [{ signedInAt: "desc" }, { id: "asc" }],
    take: SHOWN,
  });
  const members = await db.membership.findMany({
    where: { userId: { in: people.map(({ userId }) => userId) } },
    select: { userId: true, role: true, user: { select: { name: true, email: true } } },
  });
  return people.map(({ id, userId, subject, email, displayName, signedInAt }) => {
    const member = members.find((each) => each.userId === userId);
    return {
      personId: id,
      name: member?.user.name ?? displayName,
      email: (member?.user.email ?? email) || (subject ?? ""),
      role: ROLES.find((role) => role === member?.role) ?? null,
      signedInAt: signedInAt?.toISOString() ?? null,
    };
  });
}

export async function findLinked(db: TenantDb, personId: string) {
  return db.directoryPerson.findFirst({ where: { id: personId, subject: { not: null } } });
}

export async function findLinkedOf(db: SystemDb, tenantId: string, userId: string) {
  return db.directoryPerson.findFirst({
    where: { tenantId, userId, subject: { not: null } },
    select: { id: true, subject: true, signedInAt: true, connection: { select: { name: true } } },
  });
}

/** The provider's subject stands for nobody any more; what SCIM has said of the person stays. */
export async function removeLink(db: TenantDb | SystemDb, tenantId: string, personId: string): Promise<void> {
  await db.directoryPerson.updateMany({
    where: { tenantId, id: personId },
    data: { subject: null, signedInAt: null },
  });
}
