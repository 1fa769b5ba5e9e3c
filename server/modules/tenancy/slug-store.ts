import type { SystemDb } from "#server/kernel/ctx.ts";

export async function findSlugHolder(db: SystemDb, slug: string, now: Date): Promise<string | null> {
  const row = await db.slugReservation.findFirst({ where: { slug, expiresAt: { gt: now } } });
  return row?.holder ?? null;
}

/** Takes a slug that is free, late, or the holder's already, in one statement. @returns false when it is another's. */
export async function insertSlugHolder(
  db: SystemDb,
  { slug, holder, expiresAt, now }: { slug: string; holder: string; expiresAt: Date; now: Date },
): Promise<boolean> {
  const count = await db.$executeRaw`
    insert into slug_reservation as held (slug, holder, expires_at) values (${slug}, ${holder}, ${expiresAt})
    on conflict (slug) do update set holder = excluded.holder, expires_at = excluded.expires_at
    where held.expires_at <= ${now} or held.holder = excluded.holder`;
  return count === 1;
}

export async function deleteSlugHolder(db: SystemDb, slug: string): Promise<void> {
  await db.slugReservation.deleteMany({ where: { slug } });
}

export async function deleteLateSlugHolders(db: SystemDb, now: Date): Promise<void> {
  await db.slugReservation.deleteMany({ where: { expiresAt: { lte: now } } });
}
