import type { PlatformCtx, Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { randomToken, tokenHash } from "#server/platform/token.ts";
import { tenantOrigin } from "../tenancy/index.ts";
import { insertHandoff, takeHandoff, type User } from "./store.ts";

const LIFETIME_MS = 60_000;

/** A URL that signs `userId` in at the tenant's own host: single use, one minute, bound to tenant and origin. */
export async function createHandoffUrl(
  ctx: PlatformCtx,
  tenant: TenantInfo,
  userId: string,
): Promise<string> {
  const origin = tenantOrigin(ctx.ports, tenant.slug);
  const code = randomToken();
  const expiresAt = new Date(ctx.now().getTime() + LIFETIME_MS);
  await insertHandoff(ctx.db, { codeHash: tokenHash(code), userId, tenantId: tenant.id, origin, expiresAt });
  return `${origin}/handoff?code=${code}`;
}

/** @returns whom the code signs in, or null when it is wrong, used, late, or meant for another host. */
export function redeemHandoff(
  ports: Ports,
  code: string,
  tenantId: string,
  origin: string,
): Promise<User | null> {
  const now = ports.clock.now();
  return takeHandoff(ports.systemDb.client, { codeHash: tokenHash(code), tenantId, origin, now });
}
