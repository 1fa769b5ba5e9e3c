import type { SystemDb } from "#server/kernel/ctx.ts";
import type { Family } from "./rules.ts";

export async function insertFamily(
  db: SystemDb,
  family: Omit<Family, "generation"> & { sessionId: string; salt: string },
): Promise<void> {
  await db.refreshFamily.create({ data: family, select: { sessionId: true } });
}

/** With whose and which tenant's session it is. */
export async function findFamily(db: SystemDb, sessionId: string) {
  return db.refreshFamily.findUnique({
    where: { sessionId },
    include: { session: { select: { userId: true, hostTenantId: true } } },
  });
}

/** The next generation. @returns false when another request was faster. */
export async function advanceFamily(
  db: SystemDb,
  sessionId: string,
  generation: number,
  next: Omit<Family, "generation">,
): Promise<boolean> {
  const { count } = await db.refreshFamily.updateMany({
    where: { sessionId, generation },
    data: { ...next, generation: generation + 1 },
  });
  return count === 1;
}
