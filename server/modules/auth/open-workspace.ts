import { AppError, notFound } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { listMyTenants } from "../tenancy/index.ts";
import { createHandoffUrl } from "./handoff.ts";
import { OpenWorkspaceInput, OpenWorkspaceResult } from "./schema.ts";

/** From the root domain into a workspace of one's own, signed in there. */
export const openWorkspace = platformCommand({
  verb: "auth.openWorkspace",
  access: "user",
  input: OpenWorkspaceInput,
  output: OpenWorkspaceResult,
  prepare: ({ ctx }) => listMyTenants.call(ctx, {}),
  async run({ ctx, input, prepared: mine }) {
    if (ctx.actor.type !== "user") throw new AppError("unauthenticated", "Sign in to continue.");
    const tenant = mine.find(({ id }) => id === input.tenantId);
    if (!tenant) throw notFound("This workspace");
    const handoffUrl = await createHandoffUrl(ctx, tenant, ctx.actor.userId);
    return { value: { handoffUrl }, audit: { entityId: ctx.actor.userId, tenantId: tenant.id } };
  },
});
