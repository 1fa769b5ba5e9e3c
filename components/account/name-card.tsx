"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { toast } from "../ui/toast.ts";

export function NameCard({ name: saved, onChanged }: { name: string; onChanged: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [name, setName] = useState(saved);
  const update = useMutation(
    trpc.account.update.mutationOptions({
      onSuccess() {
        toast.success("Your name is saved.");
        onChanged();
        router.refresh();
      },
    }),
  );
  const general =
    update.error && !fieldErrorsOf(update.error).name ? apiErrorOf(update.error).message : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!update.isPending) update.mutate({ name });
  }

  return (
    <Card title="Name" description="As your colleagues see you.">
      <form onSubmit={submit} noValidate className="grid max-w-md gap-4">
        <Field label="Your name" error={fieldErrorsOf(update.error).name ?? general}>
          {(control) => (
            <Input
              {...control}
              value={name}
              onChange={(event) => setName(event.target.value)}
              autoComplete="name"
              maxLength={80}
              required
            />
          )}
        </Field>
        <div>
          <Button type="submit" isPending={update.isPending} aria-disabled={name === saved}>
            Save name
          </Button>
        </div>
      </form>
    </Card>
  );
}
