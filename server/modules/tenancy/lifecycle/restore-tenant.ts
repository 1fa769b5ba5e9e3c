import { command } from "#server/kernel/verb.ts";
import { TenantState } from "../lifecycle-schema.ts";
import { Nothing } from "../schema.ts";
import { moveTenant } from "./move-tenant.ts";
import { viewState } from "./view-state.ts";

/** The owner takes the closing back. Bots stay stopped; what was suspended is suspended again. */
export const restoreTenant = command({
  verb: "tenant.restore",
  permission: "ownership:write",
  answersIn: ["closed"],
  input: Nothing,
  output: TenantState,
  async run({ ctx }) {
    const { after, audit, events } = await moveTenant(ctx, ctx.tenant.id, { kind: "restore" });
    return { value: viewState(after, ctx.actor), audit, events };
  },
});
