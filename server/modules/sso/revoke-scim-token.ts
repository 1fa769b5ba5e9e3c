import { command } from "#server/kernel/verb.ts";
import { requireConnection } from "./require-connection.ts";
import { Nothing, SsoConnection } from "./schema.ts";
import { changeConnection } from "./store.ts";
import { viewConnection } from "./view-connection.ts";

/** Ends provisioning by SCIM at once. Who was provisioned stays. */
export const revokeScimToken = command({
  verb: "sso.revokeScimToken",
  permission: "sso:write",
  input: Nothing,
  output: SsoConnection,
  async run({ ctx }) {
    const before = await requireConnection(ctx);
    await changeConnection(ctx.db, before.id, { scimTokenHash: null, scimTokenAt: null });
    const value = viewConnection(await requireConnection(ctx));
    return { value, audit: { entityId: before.id, before: viewConnection(before), after: value } };
  },
});
