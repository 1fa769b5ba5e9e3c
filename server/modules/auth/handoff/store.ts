import type { SystemDb } from "#server/kernel/ctx.ts";

export interface HandoffRow {
  codeHash: string;
  userId: string;
  tenantId: string;
  origin: string;
  verifierHash: string;
  sessionId: string;
  expiresAt: Date;
}

export async function insertHandoff(db: SystemDb, handoff: HandoffRow): Promise<void> {
  await db.handoffCode.create({ data: handoff, select: { codeHash: true } });
}

/** Uses the code up in one statement, whoever shows it: of two requests only one is answered. */
export async function takeHandoff(db: SystemDb, codeHash: string, now: Date) {
  const [taken] = await db.handoffCode.updateManyAndReturn({
    where: { codeHash, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  return taken ?? null;
}

export async function deleteOldHandoffs(db: SystemDb, before: Date): Promise<number> {
  return (await db.handoffCode.deleteMany({ where: { expiresAt: { lt: before } } })).count;
}
