"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { AuthError } from "next-auth";
import { isAppError } from "#server/kernel/errors.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { signIn } from "./auth-js.ts";
import { requireSignInRate } from "./rates.ts";
import { safePath } from "./safe-path.ts";
import { requireSameOrigin } from "./same-origin.ts";

export interface SignInState {
  message: string | null;
  /** Given back so that only the password has to be typed again. */
  email: string;
  /** Set once signed in: the path to load. */
  redirectTo?: string;
}

/**
 * For `useActionState`. Fields: `email`, `password`, and `next`, the path to open afterwards. The browser loads it by
 * itself: a redirect out of an action is fetched by Next from its own origin, which is not the tenant's host.
 */
export async function signInAction(_previous: SignInState, form: FormData): Promise<SignInState> {
  requireSameOrigin(await headers());
  const email = String(form.get("email") ?? "");
  const password = String(form.get("password") ?? "");
  if (!email || !password) return { message: "Enter your e-mail and password.", email };
  try {
    await requireSignInRate(installedPorts(), await headers(), email);
    await signIn("password", { email, password, redirect: false });
  } catch (error) {
    if (isAppError(error)) return { message: error.message, email };
    if (!(error instanceof AuthError)) throw error;
    if (error.type !== "CredentialsSignin") installedPorts().log.error({ err: error }, "sign-in");
    const message =
      error.type === "CredentialsSignin"
        ? "E-mail or password is wrong."
        : "Signing in failed on our side. Please try again.";
    return { message, email };
  }
  const redirectTo = safePath(form.get("next"));
  const isPlainForm = !(await headers()).has("next-action");
  if (isPlainForm) redirect(redirectTo);
  return { message: null, email, redirectTo };
}
