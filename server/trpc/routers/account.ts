import {
  changePassword,
  confirmEmail,
  confirmEmailChange,
  finishSignUp,
  getProfile,
  getSignUp,
  requestEmailChange,
  requestReset,
  requestSignUp,
  requestVerification,
  resetPassword,
  stopEmailChange,
  updateProfile,
} from "#server/modules/auth/index.ts";
import { deviceMutationOf, signInMutationOf } from "../cookie-mutations.ts";
import { mutationOf, queryOf, router } from "../init.ts";

/** Whoever carries a token does it in a body: even what only reads one is a POST here. */
export const accountRouter = router({
  requestSignUp: mutationOf(requestSignUp),
  getSignUp: mutationOf(getSignUp),
  finishSignUp: signInMutationOf(finishSignUp),
  requestReset: mutationOf(requestReset),
  resetPassword: deviceMutationOf(resetPassword),
  get: queryOf(getProfile),
  update: mutationOf(updateProfile),
  changePassword: mutationOf(changePassword),
  requestVerification: mutationOf(requestVerification),
  confirmEmail: mutationOf(confirmEmail),
  requestEmailChange: mutationOf(requestEmailChange),
  confirmEmailChange: mutationOf(confirmEmailChange),
  stopEmailChange: mutationOf(stopEmailChange),
});
