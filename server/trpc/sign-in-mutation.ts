import type { z } from "zod";
import type { PlatformVerb } from "#server/kernel/verb.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import type { OpenedSession } from "#server/modules/auth/index.ts";
import { giveSession } from "#server/session/give-session.ts";
import { procedure, typed } from "./init.ts";

/** For verbs that sign somebody in: the browser gets the session as a cookie, and the rest of the answer. */
export function signInMutationOf<I extends z.ZodType, O extends z.ZodType<Pick<OpenedSession, "signedIn">>>(
  verb: PlatformVerb<I, O>,
) {
  return procedure.input(typed<z.input<I>>()).mutation(async ({ ctx, input }) => {
    const { ports, actor, client } = ctx;
    const { signedIn, ...rest } = await verb.call(platformCtx(ports, actor, client), input);
    await giveSession(ports, { signedIn });
    return rest;
  });
}
