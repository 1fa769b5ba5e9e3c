import { AppError, notFound } from "#server/kernel/errors.ts";
import { requireRecentAuth } from "#server/kernel/recent-auth.ts";
import { command } from "#server/kernel/verb.ts";
import { requireFeature } from "../entitlements/index.ts";
import { auditOf, keyView } from "./key-view.ts";
import { mintKey } from "./mint-key.ts";
import { type KeyRow, requireNoMoreThanOwn } from "./rules.ts";
import { NewKey, RotateKeyInput } from "./schema.ts";
import { findKey, insertKey, replaceKey } from "./store.ts";

const HOUR_MS = 3_600_000;

/**
 * A new key that may the same, for as long as the old one was meant to; the old one works on for the overlap. A key may
 * rotate itself. Rotated twice, the second is refused.
 */
export const rotateKey = command({
  verb: "key.rotate",
  permission: "key:write",
  input: RotateKeyInput,
  output: NewKey,
  async run({ ctx, input }) {
    const { actor } = ctx;
    if (actor.type === "user") requireRecentAuth(ctx);
    await requireFeature(ctx, "api_access");
    const old = await findKey(ctx.db, input.keyId);
    if (!old) throw notFound("This key");
    requireNoMoreThanOwn(actor, old);
    const now = ctx.now();
    const { row, secret } = mintKey(ctx, ctx.newId(), {
      name: old.name,
      createdBy: actor.type === "user" ? actor.userId : old.createdBy,
      isVouched: actor.type === "user" ? actor.isVouched === true : old.isVouched,
      scopes: old.scopes,
      allowedAddresses: old.allowedAddresses,
      expiresAt: old.expiresAt && new Date(now.getTime() + lifetimeMs(old, old.expiresAt)),
    });
    const until = new Date(now.getTime() + input.overlapHours * HOUR_MS);
    const expiresAt = old.expiresAt && old.expiresAt < until ? old.expiresAt : until;
    if (!(await replaceKey(ctx.db, old.id, { replacedBy: row.id, expiresAt, now }))) {
      throw new AppError("conflict", "This key has ended or was rotated already.", { reason: "key_ended" });
    }
    if (!(await insertKey(ctx.db, row))) throw new Error("A new key met another of its name.");
    return {
      value: { key: await keyView(ctx, row), secret },
      audit: {
        entityId: old.id,
        before: auditOf(old),
        after: { ...auditOf({ ...old, expiresAt }), newKey: row.id },
      },
    };
  },
});

const lifetimeMs = ({ createdAt }: KeyRow, expiresAt: Date): number =>
  expiresAt.getTime() - createdAt.getTime();
