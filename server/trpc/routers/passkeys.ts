import { headers } from "next/headers";
import type { z } from "zod";
import { AppError } from "#server/kernel/errors.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import { askPasskey, reauthenticateWithPasskey, signInWithPasskey } from "#server/modules/auth/index.ts";
import type { PasskeyResponse } from "#server/modules/auth/passkey-schema.ts";
import { randomToken, tokenHash } from "#server/platform/token.ts";
import { readCookie } from "#server/session/cookie.ts";
import { clearCookie, giveSession, setCookie } from "#server/session/give-session.ts";
import { mutationOf, procedure, router, type TrpcContext, typed } from "../init.ts";

const LIFETIME_SECONDS = 3_600;

/** A challenge to sign in is bound to the browser that got it, by a cookie; one to confirm, to the session. */
export const passkeysRouter = router({
  askSignIn: procedure.mutation(async ({ ctx: { ports, actor, client } }) => {
    const known = readCookie(ports.env, await headers(), "passkey");
    const browser = known ?? randomToken();
    if (!known) await setCookie(ports, "passkey", browser, LIFETIME_SECONDS);
    return askPasskey.call(platformCtx(ports, actor, client), {
      use: "sign_in",
      binding: tokenHash(browser),
    });
  }),
  signIn: procedure
    .input(typed<z.input<typeof PasskeyResponse>>())
    .mutation(async ({ ctx: { ports, actor, client }, input }) => {
      const browser = readCookie(ports.env, await headers(), "passkey") ?? "none";
      const ctx = platformCtx(ports, actor, client);
      const { signedIn } = await signInWithPasskey.call(ctx, { ...input, binding: tokenHash(browser) });
      await giveSession(ports, { signedIn });
      await clearCookie(ports, "passkey");
      return {};
    }),
  askConfirmation: procedure.mutation(({ ctx: { ports, actor, client } }) =>
    askPasskey.call(platformCtx(ports, actor, client), { use: "confirm", binding: sessionOf(actor) }),
  ),
  confirm: mutationOf(reauthenticateWithPasskey),
});

function sessionOf(actor: TrpcContext["actor"]): string {
  if (actor.type === "user") return actor.sessionId;
  throw new AppError("unauthenticated", "Sign in to continue.");
}
