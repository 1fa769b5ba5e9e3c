import { command } from "#server/kernel/verb.ts";
import { RenameTenantInput, Tenant } from "./schema.ts";
import { setTenantName } from "./store.ts";

export const renameTenant = command({
  verb: "tenant.rename",
  permission: "tenant:write",
  input: RenameTenantInput,
  output: Tenant,
  async run({ ctx, input: { name } }) {
    const { id, name: before } = ctx.tenant;
    await setTenantName(ctx.db, id, name);
    return {
      value: { ...ctx.tenant, name },
      audit: { entityId: id, before: { name: before }, after: { name } },
    };
  },
});
