"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { SlugField } from "../auth/slug-field.tsx";
import { suggestSlug } from "../auth/suggest-slug.ts";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { openUrl } from "./open-url.ts";

export function NewWorkspaceForm({ rootUrl }: { rootUrl: string }) {
  const trpc = useTRPC();
  const [name, setName] = useState("");
  const [chosenSlug, setChosenSlug] = useState<string | null>(null);
  const slug = chosenSlug ?? suggestSlug(name);
  const create = useMutation(
    trpc.tenants.create.mutationOptions({
      onSuccess: (tenant) => window.location.assign(openUrl(tenant.slug, rootUrl)),
    }),
  );
  const isPending = create.isPending || create.isSuccess;
  const errors = fieldErrorsOf(create.error);
  const failed = Object.keys(errors).length === 0 ? create.error : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isPending) create.mutate({ name, slug });
  }

  return (
    <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
      {failed && (
        <Banner tone="negative" isLive>
          {apiErrorOf(failed).message}
        </Banner>
      )}
      <Field label="Company" error={errors.name}>
        {(control) => (
          <Input
            {...control}
            maxLength={80}
            required
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <SlugField value={slug} onChange={setChosenSlug} rootHost={new URL(rootUrl).host} error={errors.slug} />
      <div>
        <Button type="submit" variant="primary" isPending={isPending}>
          Create workspace
        </Button>
      </div>
    </form>
  );
}
