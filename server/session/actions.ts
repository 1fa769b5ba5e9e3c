"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { AuthError } from "next-auth";
import { isAppError } from "#server/kernel/errors.ts";
import { revokeSession } from "#server/modules/auth/index.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { auth, signIn, signOut } from "./auth-js.ts";
import { requireSignInRate } from "./rates.ts";
import { safePath } from "./safe-path.ts";
import { requireSameOrigin } from "./same-origin.ts";

export interface SignInState {
  message: string | null;
  /** Given back so that only the password has to be typed again. */
  email: string;
}

/** For `useActionState`. Fields: `email`, `password`, and `next`, the path to open afterwards. */
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
  redirect(safePath(form.get("next")));
}

/** Ends the session on the server first, then forgets the cookie. */
export async function signOutAction(form: FormData): Promise<void> {
  requireSameOrigin(await headers());
  const sessionId = (await auth())?.sessionId;
  if (sessionId) await revokeSession(installedPorts(), sessionId);
  await signOut({ redirect: false });
  redirect(safePath(form.get("next")));
}
