"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { DomainLine } from "./domain-line.tsx";
import { useSsoChange } from "./use-sso-change.ts";

interface DomainsCardProps {
  domains: Outputs["sso"]["get"]["domains"];
  canEdit: boolean;
}

export function DomainsCard({ domains, canEdit }: DomainsCardProps) {
  const trpc = useTRPC();
  const [domain, setDomain] = useState("");
  const { onSuccess } = useSsoChange()("Added. Now prove that it is yours.", () => setDomain(""));
  const add = useMutation(trpc.sso.addDomain.mutationOptions({ onSuccess }));
  const error = add.error ? apiErrorOf(add.error) : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!add.isPending) add.mutate({ domain });
  }

  return (
    <Card
      title="E-mail domains"
      description="Your provider is believed about people of these domains, once you have proven that they are yours."
      isFlush
    >
      {domains.length > 0 && (
        <ul className="divide-y divide-border border-t border-border" aria-label="E-mail domains">
          {domains.map((each) => (
            <DomainLine key={each.id} domain={each} canEdit={canEdit} />
          ))}
        </ul>
      )}
      {canEdit && (
        <form onSubmit={submit} noValidate className="grid gap-2 border-t border-border px-4 py-4 sm:px-5">
          <Field label="Add a domain" error={error ? (error.fields.domain ?? error.message) : undefined}>
            {(control) => (
              <div className="flex gap-2">
                <Input
                  {...control}
                  value={domain}
                  onChange={(event) => setDomain(event.target.value)}
                  placeholder="company.com"
                  autoCapitalize="none"
                  spellCheck={false}
                />
                <Button type="submit" isPending={add.isPending} disabled={domain.trim() === ""}>
                  Add
                </Button>
              </div>
            )}
          </Field>
        </form>
      )}
    </Card>
  );
}
