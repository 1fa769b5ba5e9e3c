"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useLiveNews } from "../live/live-updates.tsx";
import { useTRPC } from "../trpc/trpc-context.ts";
import { applyProgress, readProgressNews } from "./progress-news.ts";
import { isUnfinished } from "./status-badge.tsx";

/** Keeps what is shown of backtests in step with the worker. */
export function useBacktestNews(): void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  useLiveNews(({ topic, id, data }) => {
    const news = topic === "backtest" && id ? readProgressNews(data) : null;
    if (!news || !id) return;
    queryClient.setQueryData(
      trpc.backtests.get.queryKey({ backtestId: id }),
      (known) => known && applyProgress(known, news),
    );
    queryClient.setQueryData(trpc.backtests.list.queryKey({}), (known) =>
      known?.map((backtest) => (backtest.id === id ? applyProgress(backtest, news) : backtest)),
    );
    if (!isUnfinished(news.status)) queryClient.invalidateQueries(trpc.backtests.pathFilter());
  });
}
