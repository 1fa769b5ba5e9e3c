"use client";

import { useQuery } from "@tanstack/react-query";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { PasskeyCard } from "./passkey-card.tsx";
import { TwoFactorCard } from "./two-factor-card.tsx";

interface SecurityPanelProps {
  initial: Outputs["security"]["get"];
  /** In whose name people sign in here. */
  company: string;
}

export function SecurityPanel({ initial, company }: SecurityPanelProps) {
  const trpc = useTRPC();
  const { data: security, refetch } = useQuery({
    ...trpc.security.get.queryOptions({}),
    initialData: initial,
  });
  return (
    <>
      <TwoFactorCard security={security} company={company} onChanged={() => refetch()} />
      <PasskeyCard security={security} onChanged={() => refetch()} />
    </>
  );
}
