import { platformCommand } from "#server/kernel/verb.ts";
import { catalogueOf, requirePlan, setPlanGrant } from "../billing/index.ts";
import { claimForTenant } from "../domains/index.ts";
import { replaceTerms } from "../entitlements/index.ts";
import { readDomainField } from "./read-domain-field.ts";
import { AdminTenantDetail, AmendTenantInput } from "./tenant-schema.ts";
import { setName } from "./tenant-store.ts";
import { readTerms } from "./terms.ts";
import { mustFindTenant, viewTenant } from "./view-tenant.ts";

/** Changes what is named and leaves the rest. Given flags, or given limits, replace all that were given before. */
export const amendTenant = platformCommand({
  verb: "tenant.amend",
  access: "operator",
  input: AmendTenantInput,
  output: AdminTenantDetail,
  async prepare({ ctx, input }) {
    const catalogue = catalogueOf(ctx.ports);
    const { id } = await mustFindTenant(ctx, input.tenant);
    if (input.plan_type) requirePlan(catalogue, input.plan_type);
    return {
      terms: readTerms(catalogue, input.custom_config ?? {}),
      host: input.domain === undefined ? null : await readDomainField(ctx, id, input.domain),
    };
  },
  async run({ ctx, input, prepared: { terms, host } }) {
    const row = await mustFindTenant(ctx, input.tenant);
    const { id } = row;
    const before = await viewTenant(ctx, row);
    if (input.name !== undefined) await setName(ctx.db, id, input.name);
    if (input.plan_type !== undefined) await setPlanGrant(ctx.db, id, input.plan_type, ctx.now());
    await replaceTerms(ctx.db, id, terms, { newId: ctx.newId, createdAt: ctx.now() });
    if (host) await claimForTenant(ctx, id, host);
    const value = await viewTenant(ctx, await mustFindTenant(ctx, id));
    const events = [{ type: "entitlement.changed", tenantId: id }];
    return { value, audit: { entityId: id, tenantId: id, before, after: value }, events };
  },
});
