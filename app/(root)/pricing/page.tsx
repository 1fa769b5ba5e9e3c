import type { Metadata } from "next";
import { parseInterval } from "#components/pricing/plan.ts";
import { PricingPage } from "#components/pricing/pricing-page.tsx";
import { MarketingShell } from "#components/shell/marketing-shell.tsx";
import { requireRootHost } from "#server/session/page.ts";
import { rootCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = {
  title: "Pricing · Marque",
  description: "Plans for every workspace: prices by month, quarter and year, and what each allows.",
};

export default async function Pricing({ searchParams }: { searchParams: Promise<{ interval?: string }> }) {
  await requireRootHost();
  const [{ interval }, caller] = await Promise.all([searchParams, rootCaller()]);
  return (
    <MarketingShell>
      <PricingPage plans={await caller.plans.list({})} interval={parseInterval(interval)} />
    </MarketingShell>
  );
}
