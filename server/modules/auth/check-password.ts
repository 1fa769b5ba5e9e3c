import type { Ports } from "#server/kernel/ctx.ts";
import { verifyPassword } from "#server/platform/password.ts";
import { Email } from "./schema.ts";
import { findCredentials, type User } from "./store.ts";

/** @returns the person, or null; unknown e-mail and wrong password look and last the same. */
export async function checkPassword(ports: Ports, email: string, password: string): Promise<User | null> {
  const parsed = Email.safeParse(email);
  const found = parsed.success ? await findCredentials(ports.systemDb.client, parsed.data) : null;
  const isRight = await verifyPassword(found?.passwordHash ?? null, password);
  if (!found || !isRight) return null;
  return { id: found.id, name: found.name, email: found.email };
}
