import { listAccountActivity, listActivity, listAudit, verifyAudit } from "#server/modules/audit/index.ts";
import { queryOf, router } from "../init.ts";

export const auditRouter = router({ list: queryOf(listAudit), verify: queryOf(verifyAudit) });

export const activityRouter = router({
  list: queryOf(listActivity),
  listAccount: queryOf(listAccountActivity),
});
