import { platformCommand } from "#server/kernel/verb.ts";
import { restoreWindowEnd } from "../tenancy/index.ts";
import { moveByOperator } from "./move-by-operator.ts";
import { AdminTenantDetail, NamedTenant } from "./tenant-schema.ts";

/** As if its owner had closed it: it can be restored for a while, then it is erased. */
export const closeTenantByOperator = platformCommand({
  verb: "tenant.closeByOperator",
  access: "operator",
  input: NamedTenant,
  output: AdminTenantDetail,
  run: ({ ctx, input }) =>
    moveByOperator(ctx, input.tenant, { kind: "close", eraseAfter: restoreWindowEnd(ctx) }),
});
