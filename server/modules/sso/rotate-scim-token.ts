import { command } from "#server/kernel/verb.ts";
import { randomToken, tokenHash } from "#server/platform/token.ts";
import { requireFeature } from "../entitlements/index.ts";
import { requireConnection } from "./require-connection.ts";
import { Nothing, ScimToken } from "./schema.ts";
import { changeConnection } from "./store.ts";

/** A new token for the directory's SCIM client, shown this once. The one before it is worth nothing from now on. */
export const rotateScimToken = command({
  verb: "sso.rotateScimToken",
  permission: "sso:write",
  input: Nothing,
  output: ScimToken,
  prepare: ({ ctx }) => requireFeature(ctx, "sso"),
  async run({ ctx }) {
    const { id, scimTokenAt } = await requireConnection(ctx);
    const token = `scim_${randomToken()}`;
    await changeConnection(ctx.db, id, { scimTokenHash: tokenHash(token), scimTokenAt: ctx.now() });
    return {
      value: { token },
      audit: { entityId: id, before: { scimTokenAt }, after: { scimTokenAt: ctx.now() } },
    };
  },
});
