"use client";

import { type ReactNode, useActionState, useEffect } from "react";
import { Banner } from "../ui/banner.tsx";
import { PasswordStep } from "./password-step.tsx";
import { SecondFactorStep } from "./second-factor-step.tsx";

export interface SignInState {
  step: "password" | "code";
  message: string | null;
  /** Given back so that only the password has to be typed again. */
  email: string;
  /** Set once signed in: the path to load. */
  redirectTo?: string;
}

interface SignInFormProps {
  /** Signs in and says where to go, asks for the code, or says what is wrong. */
  action: (previous: SignInState, form: FormData) => Promise<SignInState>;
  /** Path on this host to open afterwards. */
  next: string;
  /** Why the person is asked, e.g. an expired link. */
  notice?: string;
  noticeTone?: "info" | "warning";
  /** `code` when the password was right already, in this browser, minutes ago. */
  initialStep?: SignInState["step"];
  /** Other ways in, under the password, e.g. a passkey or the company's own sign-in. */
  alternatives?: ReactNode;
  /** Other ways to confirm, under the code. */
  confirmAlternatives?: ReactNode;
}

export function SignInForm({
  action,
  next,
  notice,
  noticeTone = "info",
  initialStep = "password",
  alternatives,
  confirmAlternatives,
}: SignInFormProps) {
  const [state, submit, isPending] = useActionState(action, { step: initialStep, message: null, email: "" });
  const { redirectTo, step, message, email } = state;
  useEffect(() => {
    if (redirectTo) window.location.assign(redirectTo);
  }, [redirectTo]);
  const isBusy = isPending || redirectTo !== undefined;
  return (
    <div className="grid grid-cols-1 gap-4">
      {message ? (
        <Banner tone="negative" isLive>
          {message}
        </Banner>
      ) : (
        notice && step === "password" && <Banner tone={noticeTone}>{notice}</Banner>
      )}
      {step === "password" ? (
        <>
          <PasswordStep action={submit} next={next} email={email} isPending={isBusy} />
          {alternatives}
        </>
      ) : (
        <SecondFactorStep action={submit} next={next} isPending={isBusy} alternatives={confirmAlternatives} />
      )}
    </div>
  );
}
