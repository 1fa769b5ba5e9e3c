import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { randomToken } from "#server/platform/token.ts";
import { catalogueOf } from "../billing/index.ts";
import { grantCapability } from "../entitlements/index.ts";
import { FIRST_CHECK_MS, hostPolicyOf, requireFree } from "./claim-rules.ts";
import { readHostName } from "./host-name.ts";
import type { Domain } from "./schema.ts";
import { insertDomainOf, listDomainsOf } from "./store.ts";
import { viewDomain } from "./view-domain.ts";

/**
 * The host that a tenant may claim, read as a person typed it.
 * @param tenantId whose it may be already; empty for a tenant that is yet to be
 * @throws AppError `invalid_input` at `host`
 */
export async function readClaim(ctx: PlatformCtx, tenantId: string, text: string): Promise<string> {
  const { host } = readHostName(text, hostPolicyOf(ctx.ports));
  await requireFree(ctx.ports, tenantId, host);
  return host;
}

/**
 * The operator claims a domain for a tenant, whatever its plan, and with it agrees that domains are part of its terms; as
 * unproven as any other claim. Twice is once.
 */
export async function claimForTenant(ctx: PlatformCtx, tenantId: string, host: string): Promise<void> {
  const createdAt = ctx.now();
  const term = { id: ctx.newId(), createdAt };
  await grantCapability(ctx.db, tenantId, catalogueOf(ctx.ports), "custom_domain", term);
  const nextCheckAt = new Date(createdAt.getTime() + FIRST_CHECK_MS);
  await insertDomainOf(ctx.db, tenantId, {
    id: ctx.newId(),
    host,
    token: randomToken(),
    createdAt,
    nextCheckAt,
  });
}

/** A tenant's domains with the records to set, the oldest first. */
export const domainsOfTenant = async ({ db, ports }: PlatformCtx, tenantId: string): Promise<Domain[]> =>
  (await listDomainsOf(db, tenantId)).map((row) => viewDomain(ports, row));
