"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { isAppError } from "#server/kernel/errors.ts";
import { confirmSignIn, signIn } from "#server/modules/auth/index.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { readCookie } from "./cookie.ts";
import { doorCtx } from "./door-ctx.ts";
import { clearCookie, giveSession, setCookie } from "./give-session.ts";
import { signInByPassword } from "./password-gate.ts";
import { requireSignInRate } from "./rates.ts";
import { safePath } from "./safe-path.ts";
import { requireSameOrigin } from "./same-origin.ts";

export interface SignInState {
  step: "password" | "code";
  message: string | null;
  /** Given back so that only the password has to be typed again. */
  email: string;
  /** Set once signed in: the path to load. */
  redirectTo?: string;
}

const TICKET_SECONDS = 600;

/**
 * For `useActionState`. Field `step`: `password` (with `email`, `password`, `remember`), `code` (with `code`) or
 * `cancel`; and `next`, the path to open afterwards. The browser loads it by itself: a redirect out of an action is
 * fetched by Next from its own origin, not the tenant's host.
 */
export async function signInAction(previous: SignInState, form: FormData): Promise<SignInState> {
  switch (form.get("step")) {
    case "code":
      return confirm(previous, form);
    case "cancel":
      return cancel();
    default:
      return begin(form);
  }
}

async function begin(form: FormData): Promise<SignInState> {
  const email = String(form.get("email") ?? "");
  return attempt({ step: "password", email }, form, async () => {
    const ports = installedPorts();
    const requestHeaders = await headers();
    await requireSignInRate(ports, requestHeaders);
    const input = {
      email,
      password: String(form.get("password") ?? ""),
      isRemembered: form.get("remember") === "on",
    };
    const ctx = await doorCtx(ports, requestHeaders);
    const tenant = ctx.client.site?.tenant ?? null;
    const result = await signInByPassword(ctx, tenant, input, () => signIn.call(ctx, input));
    if (result.outcome === "signed_in") {
      await giveSession(ports, result);
      return true;
    }
    await setCookie(ports, "sign-in", result.ticket, TICKET_SECONDS);
    return false;
  });
}

/** The ticket is in a cookie that no page can read. */
async function confirm({ email }: SignInState, form: FormData): Promise<SignInState> {
  return attempt({ step: "code", email }, form, async () => {
    const ports = installedPorts();
    const requestHeaders = await headers();
    const input = {
      ticket: readCookie(ports.env, requestHeaders, "sign-in") ?? "none",
      code: String(form.get("code") ?? ""),
    };
    await giveSession(ports, await confirmSignIn.call(await doorCtx(ports, requestHeaders), input));
    return true;
  });
}

/** Back to the first page, as somebody else. */
async function cancel(): Promise<SignInState> {
  requireSameOrigin(await headers());
  await clearCookie(installedPorts(), "sign-in");
  return { step: "password", message: null, email: "" };
}

/** @param work says whether the person is signed in now, or has a code to show. */
async function attempt(
  state: { step: SignInState["step"]; email: string },
  form: FormData,
  work: () => Promise<boolean>,
): Promise<SignInState> {
  const requestHeaders = await headers();
  try {
    requireSameOrigin(requestHeaders);
    if (!(await work())) return { ...state, step: "code", message: null };
  } catch (error) {
    if (!isAppError(error)) installedPorts().log.error({ err: error }, "sign-in");
    const isOver = isAppError(error) && error.details.reason === "sign_in_expired";
    const message = isAppError(error)
      ? (Object.values(error.details.fields ?? {})[0] ?? error.message)
      : "Signing in failed on our side. Please try again.";
    return { ...state, step: isOver ? "password" : state.step, message };
  }
  const redirectTo = safePath(form.get("next"));
  const isPlainForm = !requestHeaders.has("next-action");
  if (isPlainForm) redirect(redirectTo);
  return { ...state, message: null, redirectTo };
}
