"use client";

import { useQuery } from "@tanstack/react-query";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { LinkButton } from "../ui/link-button.tsx";
import { TwoFactorCard } from "./two-factor-card.tsx";

interface RequiredTwoFactorProps {
  initial: Outputs["security"]["get"];
  company: string;
  homePath: string;
}

/** The set-up, and the way on once it is done. */
export function RequiredTwoFactor({ initial, company, homePath }: RequiredTwoFactorProps) {
  const trpc = useTRPC();
  const { data: security, refetch } = useQuery({
    ...trpc.security.get.queryOptions({}),
    initialData: initial,
  });
  return (
    <div className="grid grid-cols-1 gap-4">
      <TwoFactorCard security={security} company={company} onChanged={() => refetch()} />
      {security.totpSince && (
        <LinkButton href={homePath} variant="primary" isWide isExternal>
          Go on to {company}
        </LinkButton>
      )}
    </div>
  );
}
