import { notFound } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { accountNotice } from "../account-notice.ts";
import { RemovePasskeyInput } from "../passkey-schema.ts";
import { Nothing } from "../second-factor-schema.ts";
import { requireRecentAuth } from "../sessions/require-recent-auth.ts";
import { signedIn } from "../signed-in.ts";
import { auditedAt } from "../site.ts";
import { deletePasskey } from "./passkey-store.ts";

/** From now on it signs nobody in; the device keeps a useless copy until the person deletes it there. */
export const removePasskey = platformCommand({
  verb: "security.removePasskey",
  access: "user",
  input: RemovePasskeyInput,
  output: Nothing,
  async run({ ctx, input: { passkeyId } }) {
    requireRecentAuth(ctx);
    const { userId } = signedIn(ctx);
    const removed = await deletePasskey(ctx.db, userId, passkeyId);
    if (!removed) throw notFound("This passkey");
    return {
      value: {},
      audit: { entityId: passkeyId, ...auditedAt(ctx), before: removed },
      events: [accountNotice(ctx, { notice: "passkey_removed", userId, subject: removed.name })],
    };
  },
});
