import { platformQuery } from "#server/kernel/verb.ts";
import { readPlatformActivity } from "./read-store.ts";
import { Activities, ListActivityInput } from "./schema.ts";

/** What a person did to their account outside any workspace: sign-ins on the root domain, second factors. */
export const listAccountActivity = platformQuery({
  verb: "activity.listAccount",
  access: "user",
  input: ListActivityInput,
  output: Activities,
  run: async ({ ctx, input }) =>
    ctx.actor.type === "user"
      ? readPlatformActivity(ctx.db, ctx.actor.userId, input.before, input.limit)
      : [],
});
