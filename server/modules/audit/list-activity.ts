import { AppError } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { readActivity } from "./read-store.ts";
import { Activities, ListActivityInput } from "./schema.ts";

/** A member's own doings in this workspace: everybody may see theirs. */
export const listActivity = query({
  verb: "activity.list",
  permission: "tenant:read",
  input: ListActivityInput,
  output: Activities,
  async run({ ctx, input }) {
    if (ctx.actor.type !== "user")
      throw new AppError("forbidden", "Only a person has an activity of their own.");
    return readActivity(ctx.db, ctx.actor.userId, input.before, input.limit);
  },
});
