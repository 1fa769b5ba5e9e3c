"use client";

import { useQuery } from "@tanstack/react-query";
import { formatPercent } from "../format/number.ts";
import { parameterText, strategyTitle } from "../strategies/parameter-text.ts";
import { TenantLink } from "../tenant/tenant-link.tsx";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Badge } from "../ui/badge.tsx";
import { Banner } from "../ui/banner.tsx";
import { Card } from "../ui/card.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { BotActions } from "./bot-actions.tsx";
import { BotCandles, BotEquity } from "./bot-charts.tsx";
import { type Bot, BotStatusBadge, isAlive } from "./bot-status.tsx";
import { BotTiles } from "./bot-tiles.tsx";
import { BotTradeTable } from "./bot-trade-table.tsx";
import { NoteList } from "./note-list.tsx";
import { OrderTable } from "./order-table.tsx";
import { PausedNotice } from "./paused-notice.tsx";

const REFRESH_MS = 5_000;

function describeBot({ strategy, params, market, timeframe, settings }: Bot): string {
  const guards = [
    settings.stopLoss !== null && `stop-loss ${formatPercent(settings.stopLoss * 100)}`,
    settings.takeProfit !== null && `take-profit ${formatPercent(settings.takeProfit * 100)}`,
  ].filter(Boolean);
  return [
    `${strategyTitle(strategy)} (${parameterText(params)})`,
    `${market} · ${timeframe}`,
    ...guards,
  ].join(", ");
}

export function BotDetail({ initial, canWrite }: { initial: Bot; canWrite: boolean }) {
  const trpc = useTRPC();
  const botId = initial.id;
  const { data: bot } = useQuery({
    ...trpc.bots.get.queryOptions({ botId }),
    initialData: initial,
    // Status comes as news; the price is asked for.
    refetchInterval: (query) => (query.state.data && isAlive(query.state.data) ? REFRESH_MS : false),
  });
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        above={<TenantLink href="/bots">Bots</TenantLink>}
        title={bot.name}
        badge={
          <>
            <BotStatusBadge bot={bot} />
            <Badge tone="accent">Paper</Badge>
          </>
        }
        description={describeBot(bot)}
        actions={canWrite && <BotActions bot={bot} />}
      />
      {bot.halt && (
        <Banner tone="negative" title="The bot halted itself" isLive>
          {bot.halt}
        </Banner>
      )}
      <PausedNotice bot={bot} />
      <BotTiles bot={bot} />
      <Card title="Price and orders" description="Closed candles of the bot's market, in UTC" isFlush>
        <div className="px-2 pb-3 sm:px-3">
          <BotCandles bot={bot} />
        </div>
      </Card>
      <Card title="Equity since the start" isFlush>
        <div className="px-2 pb-3 sm:px-3">
          <BotEquity bot={bot} />
        </div>
      </Card>
      <Card isFlush>
        <Tabs
          label="History of the bot"
          tabs={[
            { value: "orders", label: "Orders", content: <OrderTable botId={botId} /> },
            { value: "trades", label: "Trades", content: <BotTradeTable botId={botId} /> },
            { value: "notes", label: "Log", content: <NoteList botId={botId} /> },
          ]}
        />
      </Card>
    </div>
  );
}
