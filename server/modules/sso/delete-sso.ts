import { command } from "#server/kernel/verb.ts";
import { requireConnection } from "./require-connection.ts";
import { Nothing, SsoConnection } from "./schema.ts";
import { deleteConnection } from "./store.ts";
import { viewConnection } from "./view-connection.ts";

/** Forgets the provider, the links of people to it, and the SCIM token. Members stay members. */
export const deleteSso = command({
  verb: "sso.delete",
  permission: "sso:write",
  input: Nothing,
  output: SsoConnection,
  async run({ ctx }) {
    const connection = await requireConnection(ctx);
    await deleteConnection(ctx.db, connection.id);
    const value = viewConnection(connection);
    return { value, audit: { entityId: connection.id, before: value } };
  },
});
