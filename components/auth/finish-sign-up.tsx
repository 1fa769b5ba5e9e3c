"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect } from "react";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { DeadLink } from "./dead-link.tsx";
import { NewPasswordField } from "./new-password-field.tsx";
import { useLinkToken } from "./use-link-token.ts";

/** The mail's link leads here: what will be made, and the password to make it with. */
export function FinishSignUp({ rootHost }: { rootHost: string }) {
  const trpc = useTRPC();
  const link = useLinkToken();
  const token = link?.use === "sign_up" ? link.token : null;
  const {
    mutate: look,
    data: pending,
    error: refusal,
  } = useMutation(trpc.account.getSignUp.mutationOptions());
  const finish = useMutation(
    trpc.account.finishSignUp.mutationOptions({
      onSuccess: ({ handoffUrl }) => window.location.assign(handoffUrl),
    }),
  );
  useEffect(() => {
    if (token) look({ token });
  }, [token, look]);

  // Stays pending after success: the browser is on its way to the workspace.
  const isPending = finish.isPending || finish.isSuccess;
  const errors = fieldErrorsOf(finish.error);
  const failure = refusal ?? (errors.password ? null : finish.error);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending || !token) return;
    finish.mutate({ token, password: String(new FormData(event.currentTarget).get("password") ?? "") });
  }

  if (link === null || (link && !token)) return <DeadLink href="/sign-up">Start again</DeadLink>;
  if (failure && apiErrorOf(failure).code !== "unavailable") {
    return (
      <DeadLink href="/sign-up" message={apiErrorOf(failure).message}>
        Start again
      </DeadLink>
    );
  }
  if (!pending) {
    return failure ? (
      <Banner tone="negative" isLive>
        {apiErrorOf(failure).message}
      </Banner>
    ) : (
      <Loading label="Reading the link">
        <Skeleton height="card" />
      </Loading>
    );
  }
  return (
    <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
      {failure && (
        <Banner tone="negative" isLive>
          {apiErrorOf(failure).message}
        </Banner>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 rounded-lg bg-sunken px-4 py-3 text-[0.8125rem]">
        <dt className="text-muted">Workspace</dt>
        <dd className="truncate font-medium">{pending.company}</dd>
        <dt className="text-muted">Address</dt>
        <dd className="truncate">
          {pending.slug}.{rootHost}
        </dd>
        <dt className="text-muted">You</dt>
        <dd className="truncate">
          {pending.name}, {pending.email}
        </dd>
      </dl>
      <input type="hidden" name="username" autoComplete="username" value={pending.email} readOnly />
      <NewPasswordField label="Choose a password" error={errors.password} />
      <Button type="submit" variant="primary" isWide isPending={isPending}>
        Create workspace
      </Button>
    </form>
  );
}
