import { AppError, notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { findRole } from "./directory/person-store.ts";
import { findLinked, removeLink } from "./link-store.ts";
import { Unlinked, UnlinkInput } from "./schema.ts";

/**
 * Takes away somebody's link to the provider, for when an address has gone to another person. Who it was is signed out
 * here. An owner's link is the owner's alone.
 */
export const unlinkPerson = command({
  verb: "sso.unlink",
  permission: "sso:write",
  input: UnlinkInput,
  output: Unlinked,
  async run({ ctx, input: { personId } }) {
    const person = await findLinked(ctx.db, personId);
    if (!person) throw notFound("This link");
    const { userId, subject } = person;
    if ((await findRole(ctx.db, ctx.tenant.id, userId)) === "owner") {
      throw new AppError("forbidden", "Owners unlink their accounts themselves, under Account → Security.", {
        reason: "owner",
      });
    }
    await removeLink(ctx.db, ctx.tenant.id, personId);
    return {
      value: { personId },
      audit: { entityId: personId, userId, before: { subject } },
      events: [{ type: "sso.unlinked", userId }],
    };
  },
});
