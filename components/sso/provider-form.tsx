"use client";

import { useState } from "react";
import type { Outputs } from "../trpc/outputs.ts";
import { Card } from "../ui/card.tsx";
import { Field } from "../ui/field.tsx";
import { SegmentedControl } from "../ui/segmented-control.tsx";
import { Select } from "../ui/select.tsx";
import { EndpointsCard } from "./endpoints-card.tsx";
import { OidcForm } from "./oidc-form.tsx";
import { PROVIDER_GUIDES } from "./provider-guides.ts";
import { SamlForm } from "./saml-form.tsx";

type Kind = "oidc" | "saml";
const KINDS = [
  { value: "oidc", label: "OpenID Connect" },
  { value: "saml", label: "SAML 2.0" },
] as const;

interface ProviderFormProps {
  overview: Outputs["sso"]["get"];
  canEdit: boolean;
}

export function ProviderForm({ overview: { connection, endpoints }, canEdit }: ProviderFormProps) {
  const [kind, setKind] = useState<Kind>(connection?.kind ?? "oidc");
  const [guideKey, setGuideKey] = useState("okta");
  const guide = PROVIDER_GUIDES.find(({ key }) => key === guideKey);
  return (
    <>
      <EndpointsCard kind={kind} endpoints={endpoints} connection={connection} />
      <Card title="Your identity provider" description="The place where your people sign in already.">
        <div className="grid grid-cols-1 gap-4">
          <div className="flex flex-wrap items-end gap-4">
            <SegmentedControl
              label="Protocol"
              name="sso-kind"
              segments={KINDS}
              value={kind}
              onChange={setKind}
            />
            <div className="min-w-48">
              <Field label="Help for">
                {(control) => (
                  <Select
                    {...control}
                    value={guideKey}
                    onChange={(event) => setGuideKey(event.target.value)}
                    options={PROVIDER_GUIDES.map(({ key, label }) => ({ value: key, label }))}
                  />
                )}
              </Field>
            </div>
          </div>
          {guide?.[kind] && <p className="max-w-prose text-sm text-muted">{guide[kind].steps}</p>}
          {kind === "oidc" ? (
            <OidcForm connection={connection} issuerExample={guide?.oidc?.issuer ?? ""} canEdit={canEdit} />
          ) : (
            <SamlForm connection={connection} canEdit={canEdit} />
          )}
        </div>
      </Card>
    </>
  );
}
