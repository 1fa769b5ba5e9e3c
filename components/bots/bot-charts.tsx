"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { CandleChart } from "../charts/candle-chart.tsx";
import type { TradeMark } from "../charts/candles.ts";
import { ChartFrame, ChartSkeleton } from "../charts/chart-frame.tsx";
import { EquityChart } from "../charts/equity-chart.tsx";
import { snapMarks } from "../charts/snap-marks.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { type Bot, isAlive } from "./bot-status.tsx";

const BARS = 300;
const REFRESH_MS = 15_000;
const MIN_POINTS = 2;

function marksOf(orders: Outputs["bots"]["orders"]): TradeMark[] {
  return orders
    .flatMap((order) =>
      order.fills
        .slice(0, 1)
        .map((fill): TradeMark => ({ time: Date.parse(fill.time), side: order.side, text: order.side })),
    )
    .sort((a, b) => a.time - b.time);
}

export function BotCandles({ bot }: { bot: Bot }) {
  const trpc = useTRPC();
  const candles = useQuery({
    ...trpc.markets.candles.queryOptions({ market: bot.market, timeframe: bot.timeframe, bars: BARS }),
    refetchInterval: isAlive(bot) ? REFRESH_MS : false,
  });
  const orders = useQuery(trpc.bots.orders.queryOptions({ botId: bot.id }));
  const marks = useMemo(
    () => (candles.data && orders.data ? snapMarks(marksOf(orders.data), candles.data.time) : []),
    [candles.data, orders.data],
  );
  return candles.data ? (
    <CandleChart candles={candles.data} marks={marks} market={bot.market} />
  ) : (
    <ChartFrame height="tall" summary="Candles are loading.">
      <ChartSkeleton />
    </ChartFrame>
  );
}

export function BotEquity({ bot }: { bot: Bot }) {
  const trpc = useTRPC();
  const equity = useQuery({
    ...trpc.bots.equity.queryOptions({ botId: bot.id }),
    refetchInterval: isAlive(bot) ? REFRESH_MS : false,
  });
  if (!equity.data) {
    return (
      <ChartFrame height="medium" summary="Equity is loading.">
        <ChartSkeleton />
      </ChartFrame>
    );
  }
  if (equity.data.time.length < MIN_POINTS) {
    return (
      <ChartFrame height="short" summary="No equity yet.">
        <p className="grid h-full place-items-center px-6 text-center text-muted">
          The curve begins with the second closed candle after the start.
        </p>
      </ChartFrame>
    );
  }
  return (
    <EquityChart
      equity={equity.data}
      startEquity={bot.settings.cash}
      currency={bot.market.split("-")[1] ?? ""}
    />
  );
}
