import type { SystemDb } from "#server/kernel/ctx.ts";

const PERSON = { id: true, name: true, email: true } as const;

export async function listOperators(db: SystemDb) {
  return db.user.findMany({ where: { isOperator: true }, select: PERSON, orderBy: { email: "asc" } });
}

/** @returns the person as before, or null when no one has this e-mail */
export async function setOperator(db: SystemDb, email: string, isOperator: boolean) {
  const before = await db.user.findUnique({ where: { email }, select: { ...PERSON, isOperator: true } });
  if (before) await db.user.updateMany({ where: { id: before.id }, data: { isOperator } });
  return before;
}
