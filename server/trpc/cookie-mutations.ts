import type { z } from "zod";
import type { PlatformVerb } from "#server/kernel/verb.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import type { OpenedSession } from "#server/modules/auth/index.ts";
import { giveDevice, giveSession } from "#server/session/give-session.ts";
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

/** For verbs that make this browser one of the person's own without signing in. */
export function deviceMutationOf<I extends z.ZodType, O extends z.ZodType<{ deviceToken: string | null }>>(
  verb: PlatformVerb<I, O>,
) {
  return procedure.input(typed<z.input<I>>()).mutation(async ({ ctx, input }) => {
    const { ports, actor, client } = ctx;
    const { deviceToken, ...rest } = await verb.call(platformCtx(ports, actor, client), input);
    await giveDevice(ports, deviceToken);
    return rest;
  });
}
