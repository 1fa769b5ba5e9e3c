"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { PasswordField } from "../auth/password-field.tsx";
import type { SignInState } from "../auth/sign-in-form.tsx";
import { useTenantPath } from "../tenant/tenant-context.tsx";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { useTRPCClient } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { forgetInvitationToken } from "./invitation-token.ts";

interface RegisterFormProps {
  email: string;
  token: string;
  signIn: (previous: SignInState, form: FormData) => Promise<SignInState>;
}

/** For who has no account yet: takes the seat, then signs in with the password just chosen. */
export function RegisterForm({ email, token, signIn }: RegisterFormProps) {
  const client = useTRPCClient();
  const path = useTenantPath();
  const join = useMutation({
    async mutationFn({ name, password }: { name: string; password: string }) {
      await client.invitations.accept.mutate({ token, name, password });
      forgetInvitationToken();
      const form = new FormData();
      form.set("email", email);
      form.set("password", password);
      form.set("remember", "on");
      form.set("next", path("/"));
      return (await signIn({ step: "password", message: null, email }, form)).redirectTo ?? path("/sign-in");
    },
    onSuccess: (target) => window.location.assign(target),
  });
  const errors = fieldErrorsOf(join.error);
  const general = join.error && Object.keys(errors).length === 0 ? apiErrorOf(join.error).message : null;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (join.isPending || join.isSuccess) return;
    const form = new FormData(event.currentTarget);
    join.mutate({ name: String(form.get("name") ?? ""), password: String(form.get("password") ?? "") });
  }

  return (
    <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
      {general && (
        <Banner tone="negative" isLive>
          {general}
        </Banner>
      )}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field label="Your name" error={errors.name}>
        {(control) => <Input {...control} name="name" autoComplete="name" maxLength={80} required />}
      </Field>
      <PasswordField name="password" isNew error={errors.password} />
      <Button type="submit" variant="primary" isWide isPending={join.isPending || join.isSuccess}>
        Join
      </Button>
    </form>
  );
}
