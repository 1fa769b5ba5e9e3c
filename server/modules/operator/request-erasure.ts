import { actorLabel } from "#server/kernel/actor.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { DRAIN_MS } from "../tenancy/index.ts";
import { moveByOperator } from "./move-by-operator.ts";
import { AdminTenantDetail, NamedTenant } from "./tenant-schema.ts";

/** Erases a closed workspace without waiting for its time. There is no way back; the worker begins in a minute. */
export const requestErasure = platformCommand({
  verb: "tenant.requestErasure",
  access: "operator",
  input: NamedTenant,
  output: AdminTenantDetail,
  run: ({ ctx, input }) =>
    moveByOperator(ctx, input.tenant, {
      kind: "erase",
      notBefore: new Date(ctx.now().getTime() + DRAIN_MS),
      requestedBy: actorLabel(ctx.actor),
    }),
});
