import { notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { auditOf, keyView } from "./key-view.ts";
import { ApiKey, KeyRef } from "./schema.ts";
import { findKey, setRevoked } from "./store.ts";

/** Ends a key at once and for good; the second time is quiet. */
export const revokeKey = command({
  verb: "key.revoke",
  permission: "key:write",
  input: KeyRef,
  output: ApiKey,
  async run({ ctx, input }) {
    const row = await findKey(ctx.db, input.keyId);
    if (!row) throw notFound("This key");
    await setRevoked(ctx.db, row.id, ctx.now());
    return {
      value: await keyView(ctx, { ...row, revokedAt: row.revokedAt ?? ctx.now() }),
      audit: { entityId: row.id, before: auditOf(row) },
    };
  },
});
