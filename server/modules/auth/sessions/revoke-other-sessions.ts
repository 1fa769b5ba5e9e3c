import { platformCommand } from "#server/kernel/verb.ts";
import { Nothing } from "../../tenancy/schema.ts";
import { signedIn } from "../signed-in.ts";
import { endSessions } from "./end-sessions.ts";
import { SessionsEndedCount } from "./schema.ts";

/** Ends every session of the person but the one that asks. */
export const revokeOtherSessions = platformCommand({
  verb: "session.revokeOthers",
  access: "user",
  input: Nothing,
  output: SessionsEndedCount,
  async run({ ctx }) {
    const { userId, sessionId } = signedIn(ctx);
    const ended = await endSessions(ctx, userId, { except: sessionId });
    return { value: { ended }, audit: { entityId: userId, after: { ended } } };
  },
});
