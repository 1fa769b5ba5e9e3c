import { platformCommand } from "#server/kernel/verb.ts";
import { moveByOperator } from "./move-by-operator.ts";
import { AdminTenantDetail, NamedTenant } from "./tenant-schema.ts";

/** Takes a closing back, while it can be. */
export const restoreTenantByOperator = platformCommand({
  verb: "tenant.restoreByOperator",
  access: "operator",
  input: NamedTenant,
  output: AdminTenantDetail,
  run: ({ ctx, input }) => moveByOperator(ctx, input.tenant, { kind: "restore" }),
});
