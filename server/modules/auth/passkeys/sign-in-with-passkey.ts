import { AppError } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { addressKey } from "#server/platform/address-key.ts";
import { requireRate } from "#server/platform/rate-limit.ts";
import { RATE } from "#server/platform/rate-rules.ts";
import { recordEvent } from "../../audit/index.ts";
import { isExpected } from "../../tenancy/index.ts";
import { PasskeyAnswer } from "../passkey-schema.ts";
import { openSignedInSession } from "../sessions/open-signed-in-session.ts";
import { hostTenantIdOf } from "../sessions/rules.ts";
import { ConfirmSignInResult } from "../sign-in/schema.ts";
import { findUserById } from "../store.ts";
import { checkPasskey } from "./check-passkey.ts";

/**
 * A passkey alone signs in: its device has verified the person, so it counts as both factors. Unknown passkey, wrong
 * answer and stranger to the tenant look alike.
 */
export const signInWithPasskey = platformCommand({
  verb: "auth.signInWithPasskey",
  access: "public",
  input: PasskeyAnswer,
  output: ConfirmSignInResult,
  async prepare({ ctx, input: { binding, response } }) {
    await requireRate(ctx.ports.rateLimit, RATE.signIn, addressKey(ctx.client.address));
    const tenantId = ctx.client.site?.tenant?.id ?? null;
    const proven = await checkPasskey(ctx, { use: "sign_in", binding, response });
    const user = proven && (await findUserById(ctx.ports.systemDb.client, proven.userId));
    const isWelcome =
      user &&
      (tenantId === null ||
        (await isExpected(
          ctx.ports.tenantDb(tenantId).client,
          { userId: user.id, email: user.email },
          ctx.now(),
        )));
    if (user && isWelcome) return { userId: user.id, tenantId };
    await recordEvent(ctx, "auth.signInFailed", {
      entityId: "unknown",
      ...(tenantId === null ? {} : { tenantId }),
    });
    throw new AppError("forbidden", "This passkey does not sign you in here.", {
      reason: "passkey_refused",
    });
  },
  async run({ ctx, prepared: { userId, tenantId } }) {
    const { signedIn, events } = await openSignedInSession(ctx, {
      userId,
      hostTenantId: hostTenantIdOf(ctx.client),
      method: "passkey",
      secondFactor: true,
    });
    return {
      value: { signedIn },
      audit: {
        entityId: userId,
        userId,
        ...(tenantId === null ? {} : { tenantId }),
        after: { method: "passkey" },
      },
      events,
    };
  },
});
