import type { z } from "zod";
import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { AppError, isAppError } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { tokenHash } from "#server/platform/token.ts";
import { catalogueOf, requirePlan, setPlanGrant } from "../billing/index.ts";
import { claimForTenant } from "../domains/index.ts";
import { replaceTerms } from "../entitlements/index.ts";
import { inviteOwner, mintTokenOf } from "../members/index.ts";
import { provisionTenant as createTenant } from "../tenancy/index.ts";
import { readDomainField } from "./read-domain-field.ts";
import { AdminTenantDetail, ProvisionTenantInput } from "./tenant-schema.ts";
import { findTenantRow, setProvisionHash } from "./tenant-store.ts";
import { readTerms } from "./terms.ts";
import { mustFindTenant, viewTenant } from "./view-tenant.ts";

type Input = z.output<typeof ProvisionTenantInput>;

/**
 * The operator opens a workspace for a company: all of it happens, or none. The same request again, twice at once too,
 * answers with the workspace it made.
 * @throws AppError `conflict` when the name is another's, or was asked for with other terms
 */
export const provisionTenant = platformCommand({
  verb: "tenant.provision",
  access: "operator",
  input: ProvisionTenantInput,
  output: AdminTenantDetail,
  async prepare({ ctx, input }) {
    const catalogue = catalogueOf(ctx.ports);
    if (input.plan_type) requirePlan(catalogue, input.plan_type);
    const terms = readTerms(catalogue, input.custom_config ?? {});
    const id = ctx.newId();
    const isKnown = (await findTenantRow(ctx.db, input.tenant_id)) !== null;
    const host = input.domain && !isKnown ? await readDomainField(ctx, "", input.domain) : null;
    const token = input.owner_email && !isKnown ? await mintTokenOf(ctx.ports, id) : null;
    return { id, terms, host, token, provisionHash: fingerprintOf(input) };
  },
  async run({ ctx, input, prepared: { id, terms, host, token, provisionHash } }) {
    const isNew = await createUnlessSame(ctx, input, id, provisionHash);
    const events: { type: string; tenantId: string }[] = [];
    if (isNew) {
      await setProvisionHash(ctx.db, id, provisionHash);
      await replaceTerms(ctx.db, id, terms, { newId: ctx.newId, createdAt: ctx.now() });
      if (input.plan_type) await setPlanGrant(ctx.db, id, input.plan_type, ctx.now());
      if (host) await claimForTenant(ctx, id, host);
      if (input.owner_email && token) {
        events.push(await inviteOwner(ctx, { tenantId: id, email: input.owner_email, token }));
      }
      events.push({ type: "tenant.provisioned", tenantId: id });
    }
    const row = await mustFindTenant(ctx, input.tenant_id);
    const value = await viewTenant(ctx, row);
    return { value, audit: { entityId: row.id, tenantId: row.id, after: isNew ? value : undefined }, events };
  },
});

/** @returns false when this very request has made it already */
async function createUnlessSame(
  ctx: PlatformCtx,
  { tenant_id: slug, name }: Input,
  id: string,
  provisionHash: string,
): Promise<boolean> {
  const isSame = async () => (await findTenantRow(ctx.db, slug))?.provisionHash === provisionHash;
  if (await isSame()) return false;
  try {
    await createTenant(ctx, { id, slug, name, ownerId: null });
    return true;
  } catch (error) {
    if (!isAppError(error) || error.details.reason !== "slug_unavailable") throw error;
    if (await isSame()) return false;
    throw new AppError("conflict", `${slug}: ${error.message} Or it was asked for with other terms before.`, {
      reason: "tenant_exists",
      fields: { tenant_id: error.message },
    });
  }
}

function fingerprintOf({ tenant_id, name, domain, plan_type, custom_config, owner_email }: Input): string {
  const sorted = (record: Record<string, unknown> = {}) => Object.entries(record).toSorted();
  const { feature_flags, resource_limits } = custom_config ?? {};
  const terms = [sorted(feature_flags), sorted(resource_limits)];
  return tokenHash(
    JSON.stringify([tenant_id, name, domain ?? null, plan_type ?? null, terms, owner_email ?? null]),
  );
}
