"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { NewPasswordField } from "../auth/new-password-field.tsx";
import { PasswordField } from "../auth/password-field.tsx";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { toast } from "../ui/toast.ts";

const textOf = (form: FormData, name: string): string => String(form.get(name) ?? "");

export function PasswordCard({ hasPassword, email }: { hasPassword: boolean; email: string }) {
  const trpc = useTRPC();
  // A new key empties the form once its password is the present one.
  const [round, setRound] = useState(0);
  const change = useMutation(
    trpc.account.changePassword.mutationOptions({
      onSuccess() {
        setRound(round + 1);
        toast.success("Your password is changed. Your other sessions have ended.");
      },
    }),
  );
  const askForLink = useMutation(
    trpc.account.requestReset.mutationOptions({
      onSuccess: () => toast.success("A link is on its way."),
      onError: (error) => toast.error(apiErrorOf(error).message),
    }),
  );
  const errors = fieldErrorsOf(change.error);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (change.isPending) return;
    const form = new FormData(event.currentTarget);
    change.mutate({ current: textOf(form, "current"), password: textOf(form, "password") });
  }

  if (!hasPassword) {
    return (
      <Card
        title="Password"
        description="You have none: you sign in another way. To have one, ask for a link to choose it."
        actions={
          <Button size="sm" isPending={askForLink.isPending} onClick={() => askForLink.mutate({ email })}>
            Send the link
          </Button>
        }
      />
    );
  }
  return (
    <Card title="Password" description="Changing it ends your other sessions.">
      <form key={round} onSubmit={submit} noValidate className="grid max-w-md gap-4">
        {change.error && Object.keys(errors).length === 0 && (
          <Banner tone="negative" isLive>
            {apiErrorOf(change.error).message}
          </Banner>
        )}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <PasswordField name="current" label="Present password" error={errors.current} />
        <NewPasswordField label="New password" error={errors.password} />
        <div>
          <Button type="submit" isPending={change.isPending}>
            Change password
          </Button>
        </div>
      </form>
    </Card>
  );
}
