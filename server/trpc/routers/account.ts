import {
  finishSignUp,
  getSignUp,
  requestReset,
  requestSignUp,
  resetPassword,
} from "#server/modules/auth/index.ts";
import { mutationOf, router } from "../init.ts";
import { signInMutationOf } from "../sign-in-mutation.ts";

/** Whoever carries a token does it in a body: even what only reads is a POST here. */
export const accountRouter = router({
  requestSignUp: mutationOf(requestSignUp),
  getSignUp: mutationOf(getSignUp),
  finishSignUp: signInMutationOf(finishSignUp),
  requestReset: mutationOf(requestReset),
  resetPassword: mutationOf(resetPassword),
});
