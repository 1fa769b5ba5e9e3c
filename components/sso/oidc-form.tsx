"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { useSsoChange } from "./use-sso-change.ts";

interface OidcFormProps {
  connection: Outputs["sso"]["get"]["connection"];
  issuerExample: string;
  canEdit: boolean;
}

export function OidcForm({ connection, issuerExample, canEdit }: OidcFormProps) {
  const trpc = useTRPC();
  const known = connection?.kind === "oidc" ? connection : null;
  const [draft, setDraft] = useState({
    name: known?.name ?? "",
    issuer: known?.settings.issuer ?? "",
    clientId: known?.settings.clientId ?? "",
    clientSecret: "",
    scopes: known?.settings.scopes.join(" ") ?? "",
    groupsClaim: known?.settings.groupsClaim ?? "",
  });
  const changed = useSsoChange();
  const { onSuccess } = changed("The provider is saved. Test it next.", () =>
    setDraft((before) => ({ ...before, clientSecret: "" })),
  );
  const save = useMutation(trpc.sso.saveOidc.mutationOptions({ onSuccess }));
  const error = save.error ? apiErrorOf(save.error) : null;
  const hasSecret = known?.hasClientSecret && known.settings.issuer === draft.issuer.trim();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (save.isPending) return;
    const { clientSecret, scopes, ...rest } = draft;
    save.mutate({
      ...rest,
      scopes: scopes.split(/[\s,]+/).filter(Boolean),
      ...(clientSecret ? { clientSecret } : {}),
    });
  }

  const text = (
    name: keyof typeof draft,
    label: string,
    more: { hint?: string; placeholder?: string; isOptional?: boolean; isSecret?: boolean } = {},
  ) => (
    <Field label={label} hint={more.hint} isOptional={more.isOptional ?? false} error={error?.fields[name]}>
      {(control) => (
        <Input
          {...control}
          type={more.isSecret ? "password" : "text"}
          autoComplete="off"
          spellCheck={false}
          placeholder={more.placeholder}
          value={draft[name]}
          onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
          disabled={!canEdit}
        />
      )}
    </Field>
  );

  return (
    <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
      {error && Object.keys(error.fields).length === 0 && (
        <Banner tone="negative" isLive>
          {error.message}
        </Banner>
      )}
      {text("name", "Name", {
        hint: "The button on the sign-in page says “Sign in with …”.",
        placeholder: "Okta",
      })}
      {text("issuer", "Issuer", { placeholder: issuerExample })}
      {text("clientId", "Client ID")}
      {text("clientSecret", "Client secret", {
        isSecret: true,
        hint: hasSecret
          ? "One is stored, sealed. Leave this empty to keep it."
          : "Kept sealed and never shown again. Leave it empty for a public client.",
        placeholder: hasSecret ? "••••••••" : "",
      })}
      {text("groupsClaim", "Groups claim", {
        isOptional: true,
        hint: "The claim that lists a person's groups, to give roles by.",
        placeholder: "groups",
      })}
      {text("scopes", "More scopes", { isOptional: true, hint: "Beside openid, email and profile." })}
      {canEdit && (
        <div>
          <Button type="submit" variant="primary" isPending={save.isPending}>
            Save provider
          </Button>
        </div>
      )}
    </form>
  );
}
