import {
  finishSignUp,
  getSignUp,
  requestReset,
  requestSignUp,
  resetPassword,
} from "#server/modules/auth/index.ts";
import { mutationOf, router } from "../init.ts";

/** Whoever carries a token does it in a body: even what only reads is a POST here. */
export const accountRouter = router({
  requestSignUp: mutationOf(requestSignUp),
  getSignUp: mutationOf(getSignUp),
  finishSignUp: mutationOf(finishSignUp),
  requestReset: mutationOf(requestReset),
  resetPassword: mutationOf(resetPassword),
});
