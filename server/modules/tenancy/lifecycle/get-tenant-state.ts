import { notFound } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { TenantState } from "../lifecycle-schema.ts";
import { Nothing } from "../schema.ts";
import { readLife } from "./life-store.ts";
import { viewState } from "./view-state.ts";

/** Answers members of a closed workspace too: it is what its page says. */
export const getTenantState = query({
  verb: "tenant.getState",
  permission: "tenant:read",
  answersIn: ["active", "suspended", "closed"],
  input: Nothing,
  output: TenantState,
  async run({ ctx }) {
    const life = await readLife(ctx.db, ctx.tenant.id);
    if (!life) throw notFound("This workspace");
    return viewState(life, ctx.actor);
  },
});
