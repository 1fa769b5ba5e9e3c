import { listSessions, revokeOtherSessions, revokeSession } from "#server/modules/auth/index.ts";
import { mutationOf, queryOf, router } from "../init.ts";

export const sessionsRouter = router({
  list: queryOf(listSessions),
  revoke: mutationOf(revokeSession),
  revokeOthers: mutationOf(revokeOtherSessions),
});
