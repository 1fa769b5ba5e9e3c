"use client";

import { useActionState, useEffect } from "react";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { PasswordField } from "./password-field.tsx";

export interface SignInState {
  message: string | null;
  /** Given back so that only the password has to be typed again. */
  email: string;
  /** Set once signed in: the path to load. */
  redirectTo?: string;
}

interface SignInFormProps {
  /** Signs in and says where to go, or says what is wrong. */
  action: (previous: SignInState, form: FormData) => Promise<SignInState>;
  /** Path on this host to open afterwards. */
  next: string;
  /** Why the person is asked, e.g. an expired link. */
  notice?: string;
}

export function SignInForm({ action, next, notice }: SignInFormProps) {
  const [state, submit, isPending] = useActionState(action, { message: null, email: "" });
  const { redirectTo } = state;
  useEffect(() => {
    if (redirectTo) window.location.assign(redirectTo);
  }, [redirectTo]);
  return (
    <form action={submit} className="grid grid-cols-1 gap-4">
      {state.message ? (
        <Banner tone="negative" isLive>
          {state.message}
        </Banner>
      ) : (
        notice && <Banner tone="info">{notice}</Banner>
      )}
      <input type="hidden" name="next" value={next} />
      <Field label="E-mail">
        {(control) => (
          <Input
            {...control}
            key={state.email}
            name="email"
            type="email"
            autoComplete="username"
            defaultValue={state.email}
            maxLength={254}
            required
          />
        )}
      </Field>
      <PasswordField name="password" />
      <Button type="submit" variant="primary" isWide isPending={isPending || redirectTo !== undefined}>
        Sign in
      </Button>
    </form>
  );
}
