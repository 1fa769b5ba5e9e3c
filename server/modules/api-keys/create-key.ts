import { AppError, fieldError } from "#server/kernel/errors.ts";
import { requireRecentAuth } from "#server/kernel/recent-auth.ts";
import { command } from "#server/kernel/verb.ts";
import { requireFeature, withinLimit } from "../entitlements/index.ts";
import { auditOf, keyView } from "./key-view.ts";
import { mintKey } from "./mint-key.ts";
import { requireNetworks, requireOwnScopes, withBaseScope } from "./rules.ts";
import { CreateKeyInput, NewKey } from "./schema.ts";
import { countKeys, insertKey } from "./store.ts";

const DAY_MS = 86_400_000;
/** Beyond this nobody knows what a key is for. */
const MAX_KEYS = 100;

/** A person makes a key for a program. Whoever asks twice is told that the name is in use. */
export const createKey = command({
  verb: "key.create",
  permission: "key:write",
  input: CreateKeyInput,
  output: NewKey,
  async run({ ctx, input }) {
    const { actor } = ctx;
    if (actor.type !== "user") throw new AppError("forbidden", "Only a person can make an API key.");
    requireRecentAuth(ctx);
    await requireFeature(ctx, "api_access");
    requireOwnScopes(actor, input.scopes);
    const allowedAddresses = requireNetworks(input.allowedAddresses);
    const now = ctx.now();
    if ((await countKeys(ctx.db, now)) >= MAX_KEYS) {
      throw new AppError(
        "conflict",
        `A workspace has at most ${MAX_KEYS} keys. Revoke one that is not needed.`,
      );
    }
    const { row, secret } = mintKey(ctx, ctx.newId(), {
      name: input.name,
      createdBy: actor.userId,
      isVouched: actor.isVouched === true,
      scopes: withBaseScope(input.scopes),
      allowedAddresses,
      expiresAt: input.expiresInDays === null ? null : new Date(now.getTime() + input.expiresInDays * DAY_MS),
    });
    const count = () => countKeys(ctx.db, now);
    if (!(await withinLimit(ctx, "api_keys", count, () => insertKey(ctx.db, row)))) {
      throw fieldError("name", "A key with this name is in use.", { reason: "name_taken" });
    }
    return {
      value: { key: await keyView(ctx, row), secret },
      audit: { entityId: row.id, after: auditOf(row) },
    };
  },
});
