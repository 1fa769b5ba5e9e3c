import type { Metadata } from "next";
import { BacktestList } from "#components/backtests/backtest-list.tsx";
import { BotList } from "#components/bots/bot-list.tsx";
import { FirstSteps } from "#components/overview/first-steps.tsx";
import { OverviewTiles } from "#components/overview/overview-tiles.tsx";
import { asJson } from "#components/trpc/as-json.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { permissionsOf } from "#server/kernel/permission.ts";
import { memberPage } from "#server/session/page.ts";
import { pageLook } from "#server/session/page-look.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Overview" };

const NEWEST = 6;

export default async function OverviewPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { actor } = await memberPage(tenant);
  const permissions = permissionsOf(actor);
  const caller = await tenantCaller(tenant);
  const [bots, backtests, entitlements, look] = await Promise.all([
    caller.bots.list({}),
    caller.backtests.list({}),
    caller.entitlements.get({}),
    pageLook(tenant),
  ]);
  const steps = [
    {
      title: "Make it yours",
      text: "Name, colours and logo. Members see nothing else.",
      href: "/settings/branding",
      action: "Edit branding",
      isDone: look.version > 0,
    },
    {
      title: "Pick a plan",
      text: "Stay on what you have, or lift its limits.",
      href: "/settings/billing",
      action: "See plans",
      // Who runs bots without a plan has decided, too.
      isDone: entitlements.basis === "subscription" || bots.length > 0,
    },
    {
      title: "Backtest a strategy",
      text: "On a demo market, or on candles of your own.",
      href: "/backtests/new",
      action: "New backtest",
      isDone: backtests.some(({ status }) => status === "completed"),
    },
    {
      title: "Start a paper bot",
      text: "It trades at live demo prices with invented money.",
      href: "/bots/new",
      action: "New bot",
      isDone: bots.length > 0,
    },
  ];
  const canManage = permissions.includes("branding:write") && permissions.includes("billing:write");
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader title="Overview" description="What your bots earn and what was tested last." />
      {canManage && <FirstSteps steps={steps} />}
      <OverviewTiles bots={asJson(bots)} backtests={asJson(backtests)} entitlements={asJson(entitlements)} />
      <BotList
        title="Bots"
        initial={asJson(bots)}
        canWrite={permissions.includes("bot:write")}
        max={NEWEST}
      />
      <BacktestList
        title="Backtests"
        initial={asJson(backtests)}
        canWrite={permissions.includes("backtest:write")}
        max={NEWEST}
      />
    </div>
  );
}
