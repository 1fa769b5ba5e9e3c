"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Badge } from "../ui/badge.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { toast } from "../ui/toast.ts";

interface EmailCardProps {
  profile: Outputs["account"]["get"];
  onChanged: () => void;
}

export function EmailCard({ profile: { email, isEmailVerified, pendingEmail }, onChanged }: EmailCardProps) {
  const trpc = useTRPC();
  const [wanted, setWanted] = useState("");
  const change = useMutation(
    trpc.account.requestEmailChange.mutationOptions({
      onSuccess() {
        setWanted("");
        onChanged();
      },
    }),
  );
  const verify = useMutation(
    trpc.account.requestVerification.mutationOptions({
      onSuccess: () => toast.success("A link is on its way."),
      onError: (error) => toast.error(apiErrorOf(error).message),
    }),
  );
  const atField = fieldErrorsOf(change.error).email;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!change.isPending) change.mutate({ email: wanted });
  }

  return (
    <Card
      title="E-mail"
      description="You sign in with it, and hear of changes to your account there."
      actions={
        !isEmailVerified && (
          <Button size="sm" isPending={verify.isPending} onClick={() => verify.mutate({})}>
            Send a link to confirm it
          </Button>
        )
      }
    >
      <div className="grid max-w-md gap-4">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium break-all">{email}</span>
          <Badge tone={isEmailVerified ? "positive" : "warning"}>
            {isEmailVerified ? "Confirmed" : "Not confirmed"}
          </Badge>
        </p>
        {pendingEmail && (
          <Banner title={`Waiting for ${pendingEmail}`} isLive>
            Open the link in the mail we sent there, within 30 minutes. Until then nothing changes; the mail
            to your present address can stop it.
          </Banner>
        )}
        {change.error && !atField && (
          <Banner tone="negative" isLive>
            {apiErrorOf(change.error).message}
          </Banner>
        )}
        <form onSubmit={submit} noValidate className="grid gap-4">
          <Field label="New e-mail" error={atField}>
            {(control) => (
              <Input
                {...control}
                type="email"
                autoComplete="email"
                maxLength={254}
                required
                value={wanted}
                onChange={(event) => setWanted(event.target.value)}
              />
            )}
          </Field>
          <div>
            <Button type="submit" isPending={change.isPending}>
              Change e-mail
            </Button>
          </div>
        </form>
      </div>
    </Card>
  );
}
