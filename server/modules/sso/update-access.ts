import { AppError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { requireConnection } from "./require-connection.ts";
import { SsoConnection, UpdateAccessInput } from "./schema.ts";
import { changeConnection } from "./store.ts";
import { viewConnection } from "./view-connection.ts";

/** Who becomes a member by signing in, and as what. */
export const updateAccess = command({
  verb: "sso.updateAccess",
  permission: "sso:write",
  input: UpdateAccessInput,
  output: SsoConnection,
  async run({ ctx, input }) {
    const before = await requireConnection(ctx);
    const makesAdmins =
      input.defaultRole === "admin" || input.groupRoles.some(({ role }) => role === "admin");
    // Admins are made by owners, and a mapping is no way round that.
    if (makesAdmins && !(ctx.actor.type === "user" && ctx.actor.role === "owner")) {
      throw new AppError("forbidden", "Only an owner can let the directory make admins.", {
        reason: "owner_only",
      });
    }
    await changeConnection(ctx.db, before.id, input);
    const value = viewConnection(await requireConnection(ctx));
    return { value, audit: { entityId: before.id, before: viewConnection(before), after: value } };
  },
});
