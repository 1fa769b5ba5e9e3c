export { checkPassword } from "./check-password.ts";
export { redeemHandoff } from "./handoff.ts";
export { lastSeenAt } from "./last-seen.ts";
export { login } from "./login.ts";
export { loginOperator } from "./login-operator.ts";
export { openWorkspace } from "./open-workspace.ts";
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
export { signUp } from "./sign-up.ts";
export { findUserByEmail, insertUser, setEmailVerified } from "./store.ts";
