import type { Metadata } from "next";
import { chosenCurrency, offeredCurrencies } from "#components/pricing/currency.ts";
import { parseInterval } from "#components/pricing/plan.ts";
import { PricingPage } from "#components/pricing/pricing-page.tsx";
import { MarketingShell } from "#components/shell/marketing-shell.tsx";
import { acceptLanguage, requireRootHost } from "#server/session/page.ts";
import { rootCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = {
  title: "Pricing · Marque",
  description: "Plans for every workspace: prices by month, quarter and year, and what each allows.",
};

interface PricingProps {
  searchParams: Promise<{ interval?: string; currency?: string }>;
}

export default async function Pricing({ searchParams }: PricingProps) {
  await requireRootHost();
  const [{ interval, currency }, language, caller] = await Promise.all([
    searchParams,
    acceptLanguage(),
    rootCaller(),
  ]);
  const [plans, addOns] = await Promise.all([caller.plans.list({}), caller.addOns.listOffers({})]);
  const choice = {
    interval: parseInterval(interval),
    currency: chosenCurrency(offeredCurrencies(plans), currency, language),
  };
  return (
    <MarketingShell>
      <PricingPage plans={plans} addOns={addOns} choice={choice} />
    </MarketingShell>
  );
}
