export { changePassword } from "./change-password.ts";
export { confirmEmail } from "./confirm-email.ts";
export { confirmEmailChange } from "./confirm-email-change.ts";
export { getProfile } from "./get-profile.ts";
export { requestEmailChange } from "./request-email-change.ts";
export { requestVerification } from "./request-verification.ts";
export { stopEmailChange } from "./stop-email-change.ts";
export { updateProfile } from "./update-profile.ts";
