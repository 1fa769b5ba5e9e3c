import { fieldError, notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { auditOf, keyView } from "./key-view.ts";
import { requireNetworks, requireOwnScopes, withBaseScope } from "./rules.ts";
import { ApiKey, UpdateKeyInput } from "./schema.ts";
import { findKey, updateKey as writeKey } from "./store.ts";

/** Name, scopes and allowed addresses. Scopes that are added must be the actor's own; those that are there may stay. */
export const updateKey = command({
  verb: "key.update",
  permission: "key:write",
  input: UpdateKeyInput,
  output: ApiKey,
  async run({ ctx, input }) {
    const row = await findKey(ctx.db, input.keyId);
    if (!row || row.revokedAt) throw notFound("This key");
    requireOwnScopes(
      ctx.actor,
      (input.scopes ?? []).filter((scope) => !row.scopes.includes(scope)),
    );
    const next = {
      ...row,
      name: input.name ?? row.name,
      scopes: input.scopes ? withBaseScope(input.scopes) : row.scopes,
      allowedAddresses: input.allowedAddresses
        ? requireNetworks(input.allowedAddresses)
        : row.allowedAddresses,
    };
    if (!(await writeKey(ctx.db, row.id, next))) {
      throw fieldError("name", "A key with this name is in use.", { reason: "name_taken" });
    }
    return {
      value: await keyView(ctx, next),
      audit: { entityId: row.id, before: auditOf(row), after: auditOf(next) },
    };
  },
});
