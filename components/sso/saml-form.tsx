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
import { Switch } from "../ui/switch.tsx";
import { MetadataReader } from "./metadata-reader.tsx";
import { useSsoChange } from "./use-sso-change.ts";

interface SamlFormProps {
  connection: Outputs["sso"]["get"]["connection"];
  canEdit: boolean;
}

const BETWEEN = /\n\s*\n/;

export function SamlForm({ connection, canEdit }: SamlFormProps) {
  const trpc = useTRPC();
  const known = connection?.kind === "saml" ? connection : null;
  const [draft, setDraft] = useState({
    name: known?.name ?? "",
    entityId: known?.settings.entityId ?? "",
    entryPoint: known?.settings.entryPoint ?? "",
    emailAttribute: known?.settings.emailAttribute ?? "",
    nameAttribute: known?.settings.nameAttribute ?? "",
    groupsAttribute: known?.settings.groupsAttribute ?? "",
  });
  const [certificates, setCertificates] = useState(known?.settings.certificates.join("\n\n") ?? "");
  const [allowIdpInitiated, setIdpInitiated] = useState(known?.settings.allowIdpInitiated ?? false);
  const [signRequests, setSignRequests] = useState(known?.settings.signRequests ?? false);
  const { onSuccess } = useSsoChange()("The provider is saved. Test it next.");
  const save = useMutation(trpc.sso.saveSaml.mutationOptions({ onSuccess }));
  const error = save.error ? apiErrorOf(save.error) : null;
  const wrongCertificate = Object.entries(error?.fields ?? {}).find(([path]) =>
    path.startsWith("certificates"),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    if (save.isPending) return;
    const listed = certificates.split(BETWEEN).filter((each) => each.trim());
    save.mutate({ ...draft, certificates: listed, allowIdpInitiated, signRequests });
  }

  const text = (name: keyof typeof draft, label: string, hint?: string, isOptional = false) => (
    <Field label={label} hint={hint} isOptional={isOptional} error={error?.fields[name]}>
      {(control) => (
        <Input
          {...control}
          autoComplete="off"
          spellCheck={false}
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
      {canEdit && (
        <MetadataReader
          onRead={(read) => {
            setDraft({ ...draft, entityId: read.entityId, entryPoint: read.entryPoint });
            setCertificates(read.certificates.join("\n\n"));
          }}
        />
      )}
      {text("name", "Name", "The button on the sign-in page says “Sign in with …”.")}
      {text("entityId", "Provider's entity ID")}
      {text("entryPoint", "Sign-in address", "Where people are sent, by the HTTP-Redirect binding.")}
      <Field
        label="Signing certificates"
        hint="With an empty line between several: put the next one beside the old one before the provider changes over."
        error={wrongCertificate?.[1]}
      >
        {(control) => (
          <textarea
            {...control}
            rows={6}
            spellCheck={false}
            className="field-box resize-y font-mono text-xs"
            value={certificates}
            onChange={(event) => setCertificates(event.target.value)}
            disabled={!canEdit}
          />
        )}
      </Field>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-3">
        {text("emailAttribute", "E-mail attribute", undefined, true)}
        {text("nameAttribute", "Name attribute", undefined, true)}
        {text("groupsAttribute", "Groups attribute", undefined, true)}
      </div>
      <Switch
        checked={allowIdpInitiated}
        onChange={(event) => setIdpInitiated(event.target.checked)}
        disabled={!canEdit}
        hint="A click there begins a fresh sign-in here. Answers that nobody here asked for are never believed."
      >
        Start from the provider's portal
      </Switch>
      <Switch
        checked={signRequests}
        onChange={(event) => setSignRequests(event.target.checked)}
        disabled={!canEdit}
        hint="For providers that ask for it. They find our certificate in the metadata, once this is saved."
      >
        Sign our requests
      </Switch>
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
