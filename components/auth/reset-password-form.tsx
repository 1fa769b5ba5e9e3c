"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { DeadLink } from "./dead-link.tsx";
import { NewPasswordField } from "./new-password-field.tsx";
import { useLinkToken } from "./use-link-token.ts";

interface ResetPasswordFormProps {
  /** Path to ask for a link, and path to sign in, on this host. */
  forgotPath: string;
  signInPath: string;
}

export function ResetPasswordForm({ forgotPath, signInPath }: ResetPasswordFormProps) {
  const trpc = useTRPC();
  const link = useLinkToken();
  const reset = useMutation(trpc.account.resetPassword.mutationOptions());
  const errors = fieldErrorsOf(reset.error);
  const token = link?.use === "reset" ? link.token : null;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (reset.isPending || !token) return;
    reset.mutate({ token, password: String(new FormData(event.currentTarget).get("password") ?? "") });
  }

  if (link === undefined)
    return (
      <Loading label="Reading the link">
        <Skeleton height="tile" />
      </Loading>
    );
  const isDead = reset.error && apiErrorOf(reset.error).code === "gone";
  if (!token || isDead) return <DeadLink href={forgotPath}>Ask for a new link</DeadLink>;
  if (reset.data) {
    return (
      <div className="grid gap-4">
        <Banner tone="positive" title="Your password is changed" isLive>
          All your sessions have ended. Sign in as {reset.data.email} with the new one.
        </Banner>
        <LinkButton href={signInPath} variant="primary" isWide>
          Sign in
        </LinkButton>
      </div>
    );
  }
  return (
    <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
      {reset.error && !errors.password && (
        <Banner tone="negative" isLive>
          {apiErrorOf(reset.error).message}
        </Banner>
      )}
      <NewPasswordField label="New password" error={errors.password} />
      <Button type="submit" variant="primary" isWide isPending={reset.isPending}>
        Change password
      </Button>
    </form>
  );
}
