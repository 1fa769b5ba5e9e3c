import { platformQuery } from "#server/kernel/verb.ts";
import { AdminTenantList, ListTenantsInput } from "./tenant-schema.ts";
import { listTenantRows } from "./tenant-store.ts";
import { viewLine } from "./view-tenant.ts";

/** All tenants, the newest first, by pages. */
export const listTenants = platformQuery({
  verb: "tenant.listAll",
  access: "operator",
  input: ListTenantsInput,
  output: AdminTenantList,
  async run({ ctx, input }) {
    const rows = await listTenantRows(ctx.db, { ...input, limit: input.limit + 1 });
    const page = rows.slice(0, input.limit);
    const next = rows.length > page.length ? (page.at(-1)?.id ?? null) : null;
    return { tenants: await Promise.all(page.map((row) => viewLine(ctx, row))), next };
  },
});
