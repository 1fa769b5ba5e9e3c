"use client";

import { useQuery } from "@tanstack/react-query";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { EmailCard } from "./email-card.tsx";
import { NameCard } from "./name-card.tsx";
import { PasswordCard } from "./password-card.tsx";

export function ProfilePanel({ initial }: { initial: Outputs["account"]["get"] }) {
  const trpc = useTRPC();
  const { data: profile, refetch } = useQuery({
    ...trpc.account.get.queryOptions({}),
    initialData: initial,
  });
  return (
    <>
      <NameCard name={profile.name} onChanged={() => refetch()} />
      <EmailCard profile={profile} onChanged={() => refetch()} />
      <PasswordCard hasPassword={profile.hasPassword} email={profile.email} />
    </>
  );
}
