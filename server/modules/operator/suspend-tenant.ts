import { platformCommand } from "#server/kernel/verb.ts";
import { moveByOperator } from "./move-by-operator.ts";
import { AdminTenantDetail, SuspendTenantInput } from "./tenant-schema.ts";

/** Stops changes in a workspace, for a reason that its owner reads. Reading and paying go on; bots open nothing new. */
export const suspendTenant = platformCommand({
  verb: "tenant.suspend",
  access: "operator",
  input: SuspendTenantInput,
  output: AdminTenantDetail,
  run: ({ ctx, input }) =>
    moveByOperator(ctx, input.tenant, { kind: "suspend", reason: "operator", note: input.reason }),
});
