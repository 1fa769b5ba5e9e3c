export { ACCOUNT_NOTICE, accountNotice, type Notice, readAccountNotice } from "./account-notice.ts";
export { checkPassword } from "./check-password.ts";
export { redeemHandoff } from "./handoff.ts";
export { lastSeenAt } from "./last-seen.ts";
export { type LinkMail, linkMails } from "./links/link-mails.ts";
export { LINK_REQUESTED } from "./links/request-link.ts";
export { login } from "./login.ts";
export { loginOperator } from "./login-operator.ts";
export { openWorkspace } from "./open-workspace.ts";
export { requireGoodPassword } from "./password-rules.ts";
export { finishSignUp } from "./register/finish-sign-up.ts";
export { getSignUp } from "./register/get-sign-up.ts";
export { requestSignUp } from "./register/request-sign-up.ts";
export { signUp } from "./register/sign-up.ts";
export { requestReset } from "./reset/request-reset.ts";
export { resetPassword } from "./reset/reset-password.ts";
export {
  checkSecondFactor,
  disableTotp,
  enableTotp,
  renewBackupCodes,
  type SecondFactors,
  secondFactorsOf,
  startTotp,
} from "./second-factor/index.ts";
export { type LiveSession, openSession, readSession, revokeSession, revokeSessionsAt } from "./sessions.ts";
export { findUserByEmail, insertUser, setEmailVerified } from "./store.ts";
