import {
  addPasskey,
  disableTotp,
  enableTotp,
  getSecurity,
  getSignInPolicy,
  removePasskey,
  renamePasskey,
  renewBackupCodes,
  startPasskey,
  startTotp,
  updateSignInPolicy,
} from "#server/modules/auth/index.ts";
import { mutationOf, queryOf, router } from "../init.ts";

/** What guards one's own account. */
export const securityRouter = router({
  get: queryOf(getSecurity),
  policy: queryOf(getSignInPolicy),
  updatePolicy: mutationOf(updateSignInPolicy),
  startTotp: mutationOf(startTotp),
  enableTotp: mutationOf(enableTotp),
  disableTotp: mutationOf(disableTotp),
  renewBackupCodes: mutationOf(renewBackupCodes),
  startPasskey: mutationOf(startPasskey),
  addPasskey: mutationOf(addPasskey),
  renamePasskey: mutationOf(renamePasskey),
  removePasskey: mutationOf(removePasskey),
});
