"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { toast } from "../ui/toast.ts";

export function NameForm({ name, canRename }: { name: string; canRename: boolean }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [saved, setSaved] = useState(name);
  const [typed, setTyped] = useState(name);
  const rename = useMutation(
    trpc.tenants.rename.mutationOptions({
      onSuccess(tenant) {
        setSaved(tenant.name);
        setTyped(tenant.name);
        toast.success("Workspace renamed.");
        router.refresh();
      },
    }),
  );
  const errors = fieldErrorsOf(rename.error);
  const failed = Object.keys(errors).length === 0 ? rename.error : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!rename.isPending) rename.mutate({ name: typed });
  }

  return (
    <Card
      title="Name"
      description="How lists of workspaces, invoices and support call it. Pages and mails wear the name under Branding."
    >
      <form onSubmit={submit} noValidate className="grid max-w-md grid-cols-1 gap-4">
        {failed && (
          <Banner tone="negative" isLive>
            {apiErrorOf(failed).message}
          </Banner>
        )}
        <Field label="Workspace name" error={errors.name}>
          {(control) => (
            <Input
              {...control}
              maxLength={80}
              value={typed}
              disabled={!canRename}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        {canRename && (
          <div>
            <Button
              type="submit"
              variant="primary"
              isPending={rename.isPending}
              disabled={typed.trim() === saved}
            >
              Save name
            </Button>
          </div>
        )}
      </form>
    </Card>
  );
}
