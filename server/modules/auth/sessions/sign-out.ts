import { platformCommand } from "#server/kernel/verb.ts";
import { Nothing } from "../../tenancy/schema.ts";
import { signedIn } from "../signed-in.ts";
import { endSessions } from "./end-sessions.ts";
import { SessionsEndedCount } from "./schema.ts";

/** Ends this session and no other. */
export const signOut = platformCommand({
  verb: "auth.signOut",
  access: "session",
  input: Nothing,
  output: SessionsEndedCount,
  async run({ ctx }) {
    const { userId, sessionId } = signedIn(ctx);
    const ended = await endSessions(ctx, userId, { only: sessionId });
    return { value: { ended }, audit: { entityId: sessionId } };
  },
});
