import { notFound } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { RenamePasskeyInput } from "../passkey-schema.ts";
import { Nothing } from "../second-factor-schema.ts";
import { signedIn } from "../signed-in.ts";
import { auditedAt } from "../site.ts";
import { renamePasskey as rename } from "./passkey-store.ts";

export const renamePasskey = platformCommand({
  verb: "security.renamePasskey",
  access: "user",
  input: RenamePasskeyInput,
  output: Nothing,
  async run({ ctx, input: { passkeyId, name } }) {
    const before = await rename(ctx.db, signedIn(ctx).userId, passkeyId, name);
    if (before === null) throw notFound("This passkey");
    return {
      value: {},
      audit: { entityId: passkeyId, ...auditedAt(ctx), before: { name: before }, after: { name } },
    };
  },
});
