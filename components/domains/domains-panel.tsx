"use client";

import { useQuery } from "@tanstack/react-query";
import { Globe } from "lucide-react";
import { LockedNotice } from "../billing/locked-notice.tsx";
import { useLack, useMay } from "../tenant/tenant-context.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { AddDomainForm } from "./add-domain-form.tsx";
import { DomainCard } from "./domain-card.tsx";

export function DomainsPanel({ initial }: { initial: Outputs["domains"]["list"] }) {
  const trpc = useTRPC();
  const canEdit = useMay("domain:write");
  const isLocked = useLack("custom_domain") !== null;
  const { data: domains } = useQuery({ ...trpc.domains.list.queryOptions({}), initialData: initial });
  return (
    <div className="grid grid-cols-1 gap-5">
      <LockedNotice capability="custom_domain">
        {domains.length === 0
          ? "None can be added."
          : "Domains are kept and stay yours. Each shows a notice with the way to this address; none can be added."}
      </LockedNotice>
      {isLocked ? null : canEdit ? (
        <Card title="Add a domain" description="Two DNS records later your workspace answers there.">
          <AddDomainForm />
        </Card>
      ) : (
        <Banner>Your role may look at the domains. Owners and admins change them.</Banner>
      )}
      {domains.length === 0 ? (
        <Card>
          <EmptyState icon={Globe} title="No domain of your own yet">
            Members reach the workspace at its own address. With a domain they see your name in the address
            bar and in the links of mails.
          </EmptyState>
        </Card>
      ) : (
        domains.map((domain) => <DomainCard key={domain.id} domain={domain} canEdit={canEdit} />)
      )}
    </div>
  );
}
