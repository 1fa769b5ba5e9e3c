"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";

/** The owner's way out. Says what happens first, and asks for the name by hand. */
export function CloseCard({ name, restoreDays }: { name: string; restoreDays: number }) {
  const trpc = useTRPC();
  const router = useRouter();
  const form = useId();
  const [isAsking, setAsking] = useState(false);
  const [confirmName, setConfirmName] = useState("");
  const close = useMutation(
    trpc.tenants.close.mutationOptions({
      onSuccess() {
        setAsking(false);
        router.refresh();
      },
    }),
  );
  const errors = fieldErrorsOf(close.error);
  const failed = Object.keys(errors).length === 0 ? close.error : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!close.isPending) close.mutate({ confirmName });
  }

  function leave() {
    setAsking(false);
    setConfirmName("");
    close.reset();
  }

  return (
    <Card
      title="Close this workspace"
      description={`It can be restored for ${restoreDays} days. After that everything in it is erased for good.`}
    >
      <Button variant="danger" onClick={() => setAsking(true)}>
        Close workspace
      </Button>
      <Dialog
        isAlert
        isOpen={isAsking}
        onClose={leave}
        title={`Close ${name}?`}
        footer={
          <>
            <Button onClick={leave}>Keep it open</Button>
            <Button variant="danger" type="submit" form={form} isPending={close.isPending}>
              Close workspace
            </Button>
          </>
        }
      >
        <form id={form} onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
          <ul className="list-disc space-y-1 pl-5 text-muted">
            <li>All bots stop: their orders are cancelled and what they hold is sold.</li>
            <li>Nobody can work here any more; your own domains go dark.</li>
            <li>The subscription ends with the period that is paid for.</li>
            <li>You can restore it for {restoreDays} days. Bots stay stopped then.</li>
          </ul>
          {failed && (
            <Banner tone="negative" isLive>
              {apiErrorOf(failed).message}
            </Banner>
          )}
          <Field label={`Type ${name} to confirm`} error={errors.confirmName}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                value={confirmName}
                onChange={(event) => setConfirmName(event.target.value)}
              />
            )}
          </Field>
        </form>
      </Dialog>
    </Card>
  );
}
