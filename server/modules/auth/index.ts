export { ACCOUNT_NOTICE, accountNotice, type Notice, readAccountNotice } from "./account-notice.ts";
export { authorizeHandoff } from "./handoff/authorize-handoff.ts";
export { redeemHandoff } from "./handoff/redeem-handoff.ts";
export { type LinkMail, linkMails } from "./links/link-mails.ts";
export { LINK_REQUESTED } from "./links/request-link.ts";
export { login } from "./login.ts";
export { loginOperator } from "./login-operator.ts";
export { operatorContacts } from "./operator-contacts.ts";
export { ownWaysIn } from "./own-ways-in.ts";
export {
  addPasskey,
  askPasskey,
  reauthenticateWithPasskey,
  removePasskey,
  renamePasskey,
  signInWithPasskey,
  startPasskey,
} from "./passkeys/index.ts";
export { requireGoodPassword } from "./password-rules.ts";
export { getSignInPolicy } from "./policy/get-sign-in-policy.ts";
export { needsTwoFactor, requiresTwoFactor } from "./policy/needs-two-factor.ts";
export { updateSignInPolicy } from "./policy/update-sign-in-policy.ts";
export {
  changePassword,
  confirmEmail,
  confirmEmailChange,
  getProfile,
  requestEmailChange,
  requestVerification,
  stopEmailChange,
  updateProfile,
} from "./profile/index.ts";
export { purgeSignIns } from "./purge-sign-ins.ts";
export { finishSignUp } from "./register/finish-sign-up.ts";
export { getSignUp } from "./register/get-sign-up.ts";
export { requestSignUp } from "./register/request-sign-up.ts";
export { signUp } from "./register/sign-up.ts";
export { requestReset } from "./reset/request-reset.ts";
export { resetPassword } from "./reset/reset-password.ts";
export { getSecurity } from "./second-factor/get-security.ts";
export {
  checkSecondFactor,
  deleteTotp,
  disableTotp,
  enableTotp,
  renewBackupCodes,
  secondFactorHolders,
  secondFactorsOf,
  startTotp,
} from "./second-factor/index.ts";
export { endSessions, onSessionEnd } from "./sessions/end-sessions.ts";
export { lastSeenAt } from "./sessions/last-seen.ts";
export { listSessions } from "./sessions/list-sessions.ts";
export { type OpenedSession, openSignedInSession } from "./sessions/open-signed-in-session.ts";
export { type LiveSession, readSession } from "./sessions/read-session.ts";
export { reauthenticate } from "./sessions/reauthenticate.ts";
export { requireRecentAuth } from "./sessions/require-recent-auth.ts";
export { revokeOtherSessions } from "./sessions/revoke-other-sessions.ts";
export { revokeSession } from "./sessions/revoke-session.ts";
export { signOut } from "./sessions/sign-out.ts";
export { checkPassword } from "./sign-in/check-password.ts";
export { confirmSignIn } from "./sign-in/confirm-sign-in.ts";
export { signIn } from "./sign-in/sign-in.ts";
export { readTicket } from "./sign-in/ticket.ts";
export { signedIn } from "./signed-in.ts";
export { findUserByEmail, insertUser, setEmailVerified } from "./store.ts";
export { logout } from "./tokens/logout.ts";
export { refresh } from "./tokens/refresh.ts";
