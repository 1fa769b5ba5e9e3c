import type { SystemDb } from "#server/kernel/ctx.ts";

export interface NewPasskey {
  id: string;
  userId: string;
  rpId: string;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: bigint;
  transports: string[];
  name: string;
  isSynced: boolean;
  createdAt: Date;
}

/** @returns false when the credential is registered already. */
export async function insertPasskey(db: SystemDb, passkey: NewPasskey): Promise<boolean> {
  const { count } = await db.passkey.createMany({ data: [passkey], skipDuplicates: true });
  return count === 1;
}

export async function listPasskeys(db: SystemDb, userId: string) {
  return db.passkey.findMany({ where: { userId }, orderBy: { createdAt: "asc" } });
}

export async function findPasskey(db: SystemDb, id: string, rpId: string) {
  return db.passkey.findFirst({ where: { id, rpId } });
}

/**
 * Compare and set: a counter must grow, unless the authenticator keeps none and says 0 (WebAuthn Level 3, 6.1.1).
 * @returns false when it did not: there may be a copy.
 */
export async function advanceCounter(db: SystemDb, id: string, counter: bigint, now: Date): Promise<boolean> {
  const grows = { id, ...(counter === 0n ? { counter } : { counter: { lt: counter } }) };
  const { count } = await db.passkey.updateMany({ where: grows, data: { counter, lastUsedAt: now } });
  return count === 1;
}

/** @returns the name it had; null when the person has no such passkey. */
export async function renamePasskey(db: SystemDb, userId: string, id: string, name: string) {
  const passkey = await db.passkey.findFirst({ where: { id, userId }, select: { name: true } });
  if (passkey) await db.passkey.updateMany({ where: { id, userId }, data: { name } });
  return passkey?.name ?? null;
}

/** @returns the passkey that was there; null when the person has no such. */
export async function deletePasskey(db: SystemDb, userId: string, id: string) {
  const passkey = await db.passkey.findFirst({ where: { id, userId }, select: { name: true, rpId: true } });
  const { count } = await db.passkey.deleteMany({ where: { id, userId } });
  return count === 1 ? passkey : null;
}

/** Forgets late ones on the way. @returns false when this one was answered before. */
export async function insertUsedChallenge(
  db: SystemDb,
  { hash, expiresAt, now }: { hash: string; expiresAt: Date; now: Date },
): Promise<boolean> {
  await db.usedChallenge.deleteMany({ where: { expiresAt: { lt: now } } });
  const { count } = await db.usedChallenge.createMany({ data: [{ hash, expiresAt }], skipDuplicates: true });
  return count === 1;
}
