import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { initialBotForm } from "#components/bots/initial-bot-form.ts";
import { NewBotForm } from "#components/bots/new-bot-form.tsx";
import { TenantLink } from "#components/tenant/tenant-link.tsx";
import { asJson } from "#components/trpc/as-json.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";
import { orNotFound } from "#server/trpc/or-not-found.ts";

export const metadata: Metadata = { title: "New bot" };

interface NewBotPageProps {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<{ backtest?: string }>;
}

export default async function NewBotPage({ params, searchParams }: NewBotPageProps) {
  const [{ tenant }, { backtest: backtestId }] = await Promise.all([params, searchParams]);
  await memberPage(tenant);
  const caller = await tenantCaller(tenant);
  const [strategies, markets, backtest] = await Promise.all([
    caller.strategies.list({}),
    caller.markets.list({}),
    backtestId ? orNotFound(caller.backtests.get({ backtestId }), notFound) : null,
  ]);
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        above={<TenantLink href="/bots">Bots</TenantLink>}
        title="New paper bot"
        description={
          backtest
            ? `With the numbers of the backtest on ${backtest.sourceLabel}.`
            : "It trades at live demo prices, under the market's own rules and fees."
        }
      />
      <NewBotForm
        strategies={asJson(strategies)}
        markets={asJson(markets)}
        backtestId={backtest?.id ?? null}
        requestId={randomUUID()}
        initial={initialBotForm(backtest && asJson(backtest), asJson(strategies), asJson(markets))}
      />
    </div>
  );
}
