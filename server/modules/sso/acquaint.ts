import type { SystemDb } from "#server/kernel/ctx.ts";
import { findUserByEmail } from "../auth/index.ts";
import { findPersonBySubject, findPersonOf, findRole } from "./directory/person-store.ts";
import type { Acquaintance } from "./rules.ts";
import type { Identity } from "./schema.ts";

/** Whom a provider speaks of: by its subject, else by the e-mail of an account. */
export async function acquaint(
  db: SystemDb,
  { tenantId, connectionId }: { tenantId: string; connectionId: string },
  { subject, email }: Identity,
): Promise<Acquaintance> {
  const known = await findPersonBySubject(db, tenantId, connectionId, subject);
  if (known) {
    return { person: known, account: { id: known.userId }, role: await findRole(db, tenantId, known.userId) };
  }
  const account = email ? await findUserByEmail(db, email) : null;
  if (!account) return { person: null, account: null, role: null };
  const person = await findPersonOf(db, tenantId, account.id);
  return { person, account, role: await findRole(db, tenantId, account.id) };
}
