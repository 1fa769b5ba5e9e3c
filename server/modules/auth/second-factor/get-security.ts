import { platformQuery } from "#server/kernel/verb.ts";
import { listPasskeys } from "../passkeys/passkey-store.ts";
import { passkeyView } from "../passkeys/passkey-view.ts";
import { rpIdOf } from "../passkeys/relying-party.ts";
import { Nothing, SecurityOverview } from "../second-factor-schema.ts";
import { signedIn } from "../signed-in.ts";
import { countBackupCodes, findTotp } from "./second-factor-store.ts";

/** What guards the person's own account. */
export const getSecurity = platformQuery({
  verb: "security.get",
  access: "user",
  input: Nothing,
  output: SecurityOverview,
  async run({ ctx }) {
    const { userId } = signedIn(ctx);
    const factor = await findTotp(ctx.db, userId);
    return {
      totpSince: factor?.confirmedAt?.toISOString() ?? null,
      backupCodesLeft: await countBackupCodes(ctx.db, userId),
      passkeys: (await listPasskeys(ctx.db, userId)).map(passkeyView),
      passkeyHost: rpIdOf(ctx),
    };
  },
});
