import { AppError } from "#server/kernel/errors.ts";
import { onSessionEnd, readSession } from "#server/modules/auth/index.ts";
import { type TrpcContext, trpcError } from "./init.ts";

/** The signal may be lost; nothing is told for longer than this after a session has ended. */
const TRUST_MS = 1_000;

/** Ends a stream with its session: at once by signal, and by the session's row before anything more is told. */
export function watchSession({ actor, lane, ports }: TrpcContext, wake: () => void) {
  const { clock } = ports;
  let isOver = false;
  let checkedAt = clock.now().getTime();
  const end = () => {
    isOver = true;
    wake();
  };
  const session = actor.type === "user" ? { id: actor.sessionId, userId: actor.userId } : null;
  const stop = session ? onSessionEnd(ports, session, end) : () => {};
  return {
    stop,
    isOver: () => isOver,
    /** @throws TRPCError of `unauthenticated`: any other code would make the client try again and again. */
    async requireAlive(isNews: boolean): Promise<void> {
      const now = clock.now().getTime();
      if (session && isNews && now - checkedAt > TRUST_MS) {
        isOver ||= (await readSession(ports, session.id, lane.hostTenantId)) === null;
        checkedAt = now;
      }
      if (isOver) throw trpcError(signedOut());
    },
  };
}

const signedOut = () => new AppError("unauthenticated", "You were signed out.", { reason: "session_ended" });
