"use client";

import { useQuery } from "@tanstack/react-query";
import { LockedNotice } from "../billing/locked-notice.tsx";
import { useLack, useMay } from "../tenant/tenant-context.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { AccessCard } from "./access-card.tsx";
import { DeleteCard } from "./delete-card.tsx";
import { DomainsCard } from "./domains-card.tsx";
import { LinksCard } from "./links-card.tsx";
import { ProblemsCard } from "./problems-card.tsx";
import { ProviderForm } from "./provider-form.tsx";
import { ScimCard } from "./scim-card.tsx";
import { StatusCard } from "./status-card.tsx";

export interface SsoNotice {
  tone: "positive" | "warning" | "negative";
  text: string;
}

interface SsoPanelProps {
  overview: Outputs["sso"]["get"];
  problems: Outputs["sso"]["problems"];
  links: Outputs["sso"]["links"];
  /** What a test has just brought. */
  notice: SsoNotice | null;
}

export function SsoPanel({ overview: initial, problems, links, notice }: SsoPanelProps) {
  const trpc = useTRPC();
  const mayWrite = useMay("sso:write");
  const isLocked = useLack("sso") !== null;
  const canEdit = mayWrite && !isLocked;
  const { data: overview } = useQuery({ ...trpc.sso.get.queryOptions({}), initialData: initial });
  const { connection, domains, endpoints } = overview;
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        title="Single sign-on"
        description="Your people sign in where they do already: Okta, Entra, Google, Keycloak, or any other provider."
      />
      {notice && (
        <Banner tone={notice.tone} isLive>
          {notice.text}
        </Banner>
      )}
      <LockedNotice capability="sso">
        {connection
          ? "The connection is kept and not used: people sign in with their passwords, or set one by “Forgot your password?”."
          : "No provider can be connected."}
      </LockedNotice>
      <StatusCard overview={overview} canEdit={canEdit} />
      <ProviderForm key={connection?.kind ?? "none"} overview={overview} canEdit={canEdit} />
      <DomainsCard domains={domains} canEdit={canEdit} />
      {connection && (
        <>
          <AccessCard connection={connection} canEdit={canEdit} />
          <ScimCard connection={connection} scimUrl={endpoints[0]?.scimUrl ?? ""} canEdit={canEdit} />
          <LinksCard links={links} provider={connection.name} canEdit={mayWrite} />
          <ProblemsCard problems={problems} />
          {mayWrite && <DeleteCard name={connection.name} />}
        </>
      )}
    </div>
  );
}
