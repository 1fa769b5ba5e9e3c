"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { toast } from "../ui/toast.ts";
import { useBillingChange } from "./use-billing-change.ts";

/** Puts a promotion code on the subscription. Closed until somebody has one. */
export function CodeForm() {
  const trpc = useTRPC();
  const [isOpen, setOpen] = useState(false);
  const keep = useBillingChange();
  const redeem = useMutation(
    trpc.subscriptions.redeemCode.mutationOptions({
      onSuccess: keep("The code counts from the next invoice on.", () => setOpen(false)).onSuccess,
      onError: (error) => fieldErrorsOf(error).code ?? toast.error(apiErrorOf(error).message),
    }),
  );
  if (!isOpen) {
    return (
      <div className="-ml-2.5">
        <Button size="sm" variant="ghost" onClick={() => setOpen(true)}>
          Have a promotion code?
        </Button>
      </div>
    );
  }
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code") ?? "");
    if (!redeem.isPending) redeem.mutate({ code });
  }
  return (
    <form onSubmit={submit} noValidate>
      <Field label="Promotion code" error={fieldErrorsOf(redeem.error).code}>
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              name="code"
              maxLength={50}
              autoCapitalize="characters"
              autoComplete="off"
              autoFocus
              required
            />
            <Button type="submit" isPending={redeem.isPending}>
              Redeem
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
