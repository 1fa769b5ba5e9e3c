import { notFound } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { signedIn } from "../signed-in.ts";
import { endSessions } from "./end-sessions.ts";
import { RevokeSessionInput, SessionsEndedCount } from "./schema.ts";

/** Ends one of the person's sessions, wherever it is: that browser is signed out with its next request. */
export const revokeSession = platformCommand({
  verb: "session.revoke",
  access: "user",
  input: RevokeSessionInput,
  output: SessionsEndedCount,
  async run({ ctx, input: { sessionId } }) {
    const { userId } = signedIn(ctx);
    const ended = await endSessions(ctx, userId, { only: sessionId });
    if (ended === 0) throw notFound("This session");
    return { value: { ended }, audit: { entityId: sessionId, after: { ended } } };
  },
});
