import { platformCommand } from "#server/kernel/verb.ts";
import { catalogueOf } from "../billing/index.ts";
import { moveByOperator } from "./move-by-operator.ts";
import { AdminTenantDetail, NamedTenant } from "./tenant-schema.ts";

const DAY_MS = 86_400_000;

/** Opens a suspended workspace again. One that owes is given one more grace period to pay. */
export const reactivateTenant = platformCommand({
  verb: "tenant.reactivate",
  access: "operator",
  input: NamedTenant,
  output: AdminTenantDetail,
  run: ({ ctx, input }) =>
    moveByOperator(ctx, input.tenant, {
      kind: "reactivate",
      graceUntil: new Date(ctx.now().getTime() + catalogueOf(ctx.ports).graceDays * DAY_MS),
    }),
});
