import type { Metadata } from "next";
import { BillingFlow } from "#components/marketing/billing-flow.tsx";
import { Hero } from "#components/marketing/hero.tsx";
import { Isolation } from "#components/marketing/isolation.tsx";
import { SelfHost } from "#components/marketing/self-host.tsx";
import { Walk } from "#components/marketing/walk.tsx";
import { WhiteLabel } from "#components/marketing/white-label.tsx";
import { MarketingShell } from "#components/shell/marketing-shell.tsx";
import { requireRootHost } from "#server/session/page.ts";

export const metadata: Metadata = {
  title: "Marque · Automated trading under your own name",
  description:
    "The open platform on which a company sells strategies, backtests and trading bots under its own name: white label, isolated tenants, Stripe billing, self-hostable.",
};

export default async function HomePage() {
  await requireRootHost();
  return (
    <MarketingShell>
      <Hero />
      <Walk />
      <WhiteLabel />
      <Isolation />
      <BillingFlow />
      <SelfHost />
    </MarketingShell>
  );
}
