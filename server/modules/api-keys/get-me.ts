import { permissionsOf } from "#server/kernel/permission.ts";
import { query } from "#server/kernel/verb.ts";
import { Me, Nothing } from "./schema.ts";
import { findKey } from "./store.ts";

/** Who is calling, by which credential, and what that allows. */
export const getMe = query({
  verb: "me.get",
  permission: "tenant:read",
  input: Nothing,
  output: Me,
  async run({ ctx: { actor, tenant, db } }) {
    const key = actor.type === "apiKey" ? await findKey(db, actor.keyId) : null;
    return {
      tenant,
      permissions: [...permissionsOf(actor)],
      user:
        actor.type === "user"
          ? { id: actor.userId, name: actor.name, email: actor.email, role: actor.role }
          : null,
      apiKey: key && { id: key.id, name: key.name, expiresAt: key.expiresAt?.toISOString() ?? null },
    };
  },
});
