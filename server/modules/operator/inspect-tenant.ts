import { notFound } from "#server/kernel/errors.ts";
import { platformQuery } from "#server/kernel/verb.ts";
import { tenantCtx } from "../audit/index.ts";
import { readStanding } from "../billing/index.ts";
import { resolveTenant } from "../tenancy/index.ts";
import { AdminTenantInspected, NamedTenant } from "./tenant-schema.ts";
import { countMembers } from "./tenant-store.ts";
import { mustFindTenant, viewTenant } from "./view-tenant.ts";

export const inspectTenant = platformQuery({
  verb: "tenant.inspect",
  access: "operator",
  input: NamedTenant,
  output: AdminTenantInspected,
  async run({ ctx, input }) {
    const row = await mustFindTenant(ctx, input.tenant);
    const tenant = await resolveTenant(ctx.ports, { id: row.id });
    if (!tenant) throw notFound(`A workspace ${input.tenant}`);
    const { plan, basis, until } = await readStanding(tenantCtx(ctx.ports, tenant, ctx.actor));
    return {
      ...(await viewTenant(ctx, row)),
      standing: { plan: plan?.key ?? null, basis, until: until?.toISOString() ?? null },
      members: await countMembers(ctx.db, row.id),
    };
  },
});
