import { fieldError } from "#server/kernel/errors.ts";
import { requireRecentAuth } from "#server/kernel/recent-auth.ts";
import { command } from "#server/kernel/verb.ts";
import { CloseTenantInput, TenantState } from "../lifecycle-schema.ts";
import { moveTenant } from "./move-tenant.ts";
import { restoreWindowEnd } from "./restore-window.ts";
import { viewState } from "./view-state.ts";

/**
 * The owner closes the workspace: bots are stopped, the subscription ends, its domains answer no more. Nothing is lost
 * until the window for restoring has passed.
 */
export const closeTenant = command({
  verb: "tenant.close",
  permission: "ownership:write",
  answersIn: ["active", "suspended"],
  input: CloseTenantInput,
  output: TenantState,
  async prepare({ ctx }) {
    requireRecentAuth(ctx);
  },
  async run({ ctx, input }) {
    const { id, name } = ctx.tenant;
    if (input.confirmName.trim() !== name) {
      throw fieldError("confirmName", `Type the workspace's name: ${name}`, { reason: "name_mismatch" });
    }
    const { after, audit, events } = await moveTenant(ctx, id, {
      kind: "close",
      eraseAfter: restoreWindowEnd(ctx),
    });
    return { value: viewState(after, ctx.actor), audit, events };
  },
});
