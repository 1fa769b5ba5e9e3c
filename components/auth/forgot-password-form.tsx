"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { CheckMail } from "./check-mail.tsx";

export function ForgotPasswordForm({ mailboxUrl }: { mailboxUrl: string | null }) {
  const trpc = useTRPC();
  const request = useMutation(trpc.account.requestReset.mutationOptions());
  const errors = fieldErrorsOf(request.error);

  // The form keeps what was typed before the page came alive; React's state would not.
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get("email") ?? "");
    if (!request.isPending) request.mutate({ email });
  }

  if (request.data) {
    return (
      <CheckMail
        title="Check your mail"
        mailboxUrl={mailboxUrl}
        actions={
          <Button size="sm" onClick={() => request.reset()}>
            Nothing came? Try again
          </Button>
        }
      >
        <p>
          If there is an account with{" "}
          <span className="font-medium break-words text-foreground">{request.data.email}</span>, a link is on
          its way. It works once, for {request.data.expiresInMinutes} minutes.
        </p>
      </CheckMail>
    );
  }
  return (
    <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
      {request.error && !errors.email && (
        <Banner tone="negative" isLive>
          {apiErrorOf(request.error).message}
        </Banner>
      )}
      <Field label="E-mail" error={errors.email}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            maxLength={254}
            required
            defaultValue={request.variables?.email}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" isWide isPending={request.isPending}>
        Send me a link
      </Button>
    </form>
  );
}
