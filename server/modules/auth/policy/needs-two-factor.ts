import type { Ports } from "#server/kernel/ctx.ts";
import { tenantMemory } from "#server/platform/tenant-memory.ts";
import { findTotp } from "../second-factor/second-factor-store.ts";
import type { LiveSession } from "../sessions/read-session.ts";
import { readPolicy } from "./policy-store.ts";

/**
 * Whether this workspace asks for two-factor and this person has none: neither was a second factor shown in the
 * session (a passkey is one), nor is an authenticator app set up. Who comes by single sign-on has shown what the
 * company's own provider asks. The policy is cached for seconds; a change clears it.
 */
export async function needsTwoFactor(
  ports: Ports,
  tenantId: string,
  { user, secondFactorAt, method }: Pick<LiveSession, "user" | "secondFactorAt" | "method">,
): Promise<boolean> {
  if (secondFactorAt !== null || method === "sso" || !(await requiresTwoFactor(ports, { id: tenantId })))
    return false;
  const factor = await findTotp(ports.systemDb.client, user.id);
  return factor?.confirmedAt == null;
}

export const requiresTwoFactor = tenantMemory(
  { topics: ["signInPolicy"], ttlMs: 10_000 },
  async (ports, { id }: { id: string }) => (await readPolicy(ports.tenantDb(id).client)).requireTwoFactor,
);
