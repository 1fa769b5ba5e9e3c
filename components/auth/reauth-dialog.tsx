"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useId, useState } from "react";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { PasswordField } from "./password-field.tsx";
import type { ReauthGate } from "./reauth-gate.ts";
import { SsoReauthDialog } from "./sso-reauth-dialog.tsx";

interface ReauthDialogProps {
  gate: ReauthGate;
  ssoPath?: string | undefined;
  /** Other ways to show who one is, e.g. a passkey; `onConfirmed` lets the waiting call go on. */
  alternatives?: (onConfirmed: () => void) => ReactNode;
}

/** Asks for the password before something that concerns one's own security. What was asked for goes on by itself. */
export function ReauthDialog({ gate, ssoPath, alternatives }: ReauthDialogProps) {
  const trpc = useTRPC();
  const formId = useId();
  const [answer, setAnswer] = useState<((isConfirmed: boolean) => void) | null>(null);
  useEffect(() => gate.onAsk((resolve) => setAnswer(() => resolve)), [gate]);
  const confirm = useMutation(trpc.auth.reauthenticate.mutationOptions({ onSuccess: () => finish(true) }));

  const wrongPassword = fieldErrorsOf(confirm.error).password;

  function finish(isConfirmed: boolean) {
    answer?.(isConfirmed);
    setAnswer(null);
    confirm.reset();
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const password = new FormData(event.currentTarget).get("password");
    if (!confirm.isPending) confirm.mutate({ password: String(password ?? "") });
  }

  if (ssoPath) {
    return <SsoReauthDialog isOpen={answer !== null} ssoPath={ssoPath} onClose={() => finish(false)} />;
  }
  return (
    <Dialog
      isOpen={answer !== null}
      onClose={() => finish(false)}
      title="Is it you?"
      description="This concerns security, so please enter your password once more."
      footer={
        <>
          <Button onClick={() => finish(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={confirm.isPending}>
            Continue
          </Button>
        </>
      }
    >
      {answer && (
        <form id={formId} onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
          {confirm.error && !wrongPassword && (
            <Banner tone="negative" isLive>
              {apiErrorOf(confirm.error).message}
            </Banner>
          )}
          <PasswordField name="password" error={wrongPassword} />
          <p className="text-[0.8125rem] text-muted">
            You have no password? Sign out and in again, then repeat this within ten minutes.
          </p>
          {alternatives?.(() => finish(true))}
        </form>
      )}
    </Dialog>
  );
}
