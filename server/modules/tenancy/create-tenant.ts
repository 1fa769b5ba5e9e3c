import { AppError } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { provisionTenant } from "./provision-tenant.ts";
import { CreateTenantInput, Tenant } from "./schema.ts";

/** A signed-in person opens one more workspace. */
export const createTenant = platformCommand({
  verb: "tenant.create",
  access: "user",
  input: CreateTenantInput,
  output: Tenant,
  async run({ ctx, input }) {
    if (ctx.actor.type !== "user") throw new AppError("unauthenticated", "Sign in to continue.");
    const tenant = await provisionTenant(ctx, { ...input, ownerId: ctx.actor.userId });
    return {
      value: tenant,
      audit: { entityId: tenant.id, tenantId: tenant.id, after: tenant },
      events: [{ type: "tenant.created", tenantId: tenant.id, slug: tenant.slug }],
    };
  },
});
