"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import type { Inputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { SignUpSent } from "./sign-up-sent.tsx";
import { SlugField } from "./slug-field.tsx";
import { suggestSlug } from "./suggest-slug.ts";

const textOf = (form: FormData, name: string): string => String(form.get(name) ?? "");

interface SignUpFormProps {
  rootHost: string;
  mailboxUrl: string | null;
}

export function SignUpForm({ rootHost, mailboxUrl }: SignUpFormProps) {
  const trpc = useTRPC();
  const [company, setCompany] = useState("");
  const [chosenSlug, setChosenSlug] = useState<string | null>(null);
  const [wish, setWish] = useState<Inputs["account"]["requestSignUp"] | null>(null);
  const slug = chosenSlug ?? suggestSlug(company);
  const request = useMutation(trpc.account.requestSignUp.mutationOptions());
  const errors = fieldErrorsOf(request.error);
  const general =
    request.error && Object.keys(errors).length === 0 ? apiErrorOf(request.error).message : null;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (request.isPending) return;
    const form = new FormData(event.currentTarget);
    const asked = { name: textOf(form, "name"), email: textOf(form, "email"), company, slug };
    setWish(asked);
    request.mutate(asked);
  }

  if (request.data && wish) {
    return <SignUpSent wish={wish} mailboxUrl={mailboxUrl} onEdit={() => request.reset()} />;
  }
  return (
    <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
      {general && (
        <Banner tone="negative" isLive>
          {general}
        </Banner>
      )}
      <Field label="Your name" error={errors.name}>
        {(control) => (
          <Input
            {...control}
            name="name"
            autoComplete="name"
            defaultValue={wish?.name}
            maxLength={80}
            required
          />
        )}
      </Field>
      <Field label="Work e-mail" error={errors.email}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="email"
            defaultValue={wish?.email}
            maxLength={254}
            required
          />
        )}
      </Field>
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
      <Button type="submit" variant="primary" isWide isPending={request.isPending}>
        Continue
      </Button>
    </form>
  );
}
