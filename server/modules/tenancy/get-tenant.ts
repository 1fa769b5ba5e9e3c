import { query } from "#server/kernel/verb.ts";
import { Nothing, Tenant } from "./schema.ts";

export const getTenant = query({
  verb: "tenant.get",
  permission: "tenant:read",
  input: Nothing,
  output: Tenant,
  run: async ({ ctx }) => ctx.tenant,
});
