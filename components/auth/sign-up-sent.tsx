"use client";

import { useMutation } from "@tanstack/react-query";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Inputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Button } from "../ui/button.tsx";
import { CheckMail } from "./check-mail.tsx";

interface SignUpSentProps {
  wish: Inputs["account"]["requestSignUp"];
  mailboxUrl: string | null;
  onEdit: () => void;
}

export function SignUpSent({ wish, mailboxUrl, onEdit }: SignUpSentProps) {
  const trpc = useTRPC();
  const again = useMutation(trpc.account.requestSignUp.mutationOptions());
  return (
    <CheckMail
      title="Check your mail"
      mailboxUrl={mailboxUrl}
      actions={
        <>
          <Button size="sm" variant="ghost" onClick={onEdit}>
            Change something
          </Button>
          <Button size="sm" isPending={again.isPending} onClick={() => again.mutate(wish)}>
            {again.isSuccess ? "Sent again" : "Send it again"}
          </Button>
        </>
      }
    >
      <p>
        We sent a link to <span className="font-medium break-words text-foreground">{wish.email}</span>. It
        opens your workspace and works for an hour; the address is yours until then.
      </p>
      {again.error && (
        <p className="mt-2 text-negative" role="alert">
          {apiErrorOf(again.error).message}
        </p>
      )}
    </CheckMail>
  );
}
