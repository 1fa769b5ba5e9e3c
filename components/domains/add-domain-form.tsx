"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { TenantLink } from "../tenant/tenant-link.tsx";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";

export function AddDomainForm() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [host, setHost] = useState("");
  const add = useMutation(
    trpc.domains.add.mutationOptions({
      onSuccess(domain) {
        setHost("");
        queryClient.setQueryData(trpc.domains.list.queryKey({}), (all = []) => [
          ...all.filter(({ id }) => id !== domain.id),
          domain,
        ]);
      },
    }),
  );
  const fields = fieldErrorsOf(add.error);
  const refusal = add.error && !fields.host ? apiErrorOf(add.error) : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!add.isPending) add.mutate({ host });
  }

  return (
    <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-3">
      <div className="grid grid-cols-1 items-start gap-3 sm:grid-cols-[minmax(0,1fr)_auto]">
        <Field
          label="Domain"
          error={fields.host}
          hint="A name below a domain that you own is best, like trade.example.com."
        >
          {(control) => (
            <Input
              {...control}
              name="host"
              value={host}
              inputMode="url"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              placeholder="trade.example.com"
              onChange={(event) => {
                setHost(event.target.value);
                add.reset();
              }}
            />
          )}
        </Field>
        <div className="sm:pt-[1.6875rem]">
          <Button type="submit" variant="primary" isPending={add.isPending}>
            Add domain
          </Button>
        </div>
      </div>
      {refusal && (
        <Banner
          tone="negative"
          isLive
          actions={
            refusal.code === "payment_required" && (
              <TenantLink href="/settings/billing#plans" variant="secondary" size="sm">
                See plans
              </TenantLink>
            )
          }
        >
          {refusal.message}
        </Banner>
      )}
    </form>
  );
}
