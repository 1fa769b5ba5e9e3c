"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { PasswordField } from "./password-field.tsx";
import { SlugField } from "./slug-field.tsx";
import { suggestSlug } from "./suggest-slug.ts";

const textOf = (form: FormData, name: string): string => String(form.get(name) ?? "");

export function SignUpForm({ rootHost }: { rootHost: string }) {
  const trpc = useTRPC();
  const [company, setCompany] = useState("");
  const [chosenSlug, setChosenSlug] = useState<string | null>(null);
  const slug = chosenSlug ?? suggestSlug(company);
  const signUp = useMutation(
    trpc.auth.signUp.mutationOptions({ onSuccess: ({ handoffUrl }) => window.location.assign(handoffUrl) }),
  );
  // Stays pending after success: the browser is on its way to the workspace.
  const isPending = signUp.isPending || signUp.isSuccess;
  const errors = fieldErrorsOf(signUp.error);
  const general = signUp.error && Object.keys(errors).length === 0 ? apiErrorOf(signUp.error).message : null;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const form = new FormData(event.currentTarget);
    const [name, email, password] = [textOf(form, "name"), textOf(form, "email"), textOf(form, "password")];
    signUp.mutate({ name, email, password, company, slug });
  }

  return (
    <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
      {general && (
        <Banner tone="negative" isLive>
          {general}
        </Banner>
      )}
      <Field label="Your name" error={errors.name}>
        {(control) => <Input {...control} name="name" autoComplete="name" maxLength={80} required />}
      </Field>
      <Field label="Work e-mail" error={errors.email}>
        {(control) => (
          <Input {...control} name="email" type="email" autoComplete="email" maxLength={254} required />
        )}
      </Field>
      <PasswordField name="password" isNew error={errors.password} />
      <Field label="Company" error={errors.company}>
        {(control) => (
          <Input
            {...control}
            name="company"
            autoComplete="organization"
            maxLength={80}
            required
            value={company}
            onChange={(event) => setCompany(event.target.value)}
          />
        )}
      </Field>
      <SlugField value={slug} onChange={setChosenSlug} rootHost={rootHost} error={errors.slug} />
      <Button type="submit" variant="primary" isWide isPending={isPending}>
        Create workspace
      </Button>
    </form>
  );
}
