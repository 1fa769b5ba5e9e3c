"use client";

import { useQuery } from "@tanstack/react-query";
import { formatCount, formatNumber, formatSigned, trendOf } from "../format/number.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Stat, StatGrid } from "../ui/stat.tsx";

interface OverviewTilesProps {
  bots: Outputs["bots"]["list"];
  backtests: Outputs["backtests"]["list"];
  entitlements: Outputs["entitlements"]["get"];
}

/** The workspace in four numbers; they follow the same queries as the lists below. */
export function OverviewTiles(initial: OverviewTilesProps) {
  const trpc = useTRPC();
  const { data: bots } = useQuery({ ...trpc.bots.list.queryOptions({}), initialData: initial.bots });
  const { data: backtests } = useQuery({
    ...trpc.backtests.list.queryOptions({}),
    initialData: initial.backtests,
  });
  const { data: entitlements } = useQuery({
    ...trpc.entitlements.get.queryOptions({}),
    initialData: initial.entitlements,
  });

  const working = bots.filter(({ status }) => status !== "stopped");
  const equity = working.reduce((sum, bot) => sum + bot.equity, 0);
  const profit = working.reduce((sum, bot) => sum + bot.equity - bot.settings.cash, 0);
  const running = bots.filter(({ status }) => status === "running").length;
  const limit = entitlements.limits.find(({ meter, window }) => meter === "bots" && window === "none")?.value;
  const completed = backtests.filter(({ status }) => status === "completed").length;

  return (
    <StatGrid columns={4}>
      <Stat
        label="Bots running"
        value={formatCount(running)}
        detail={
          limit === null || limit === undefined
            ? `${formatCount(working.length)} in all`
            : `${formatCount(working.length)} of ${formatCount(limit)} used`
        }
      />
      <Stat label="Paper equity" value={formatNumber(equity)} detail="of bots not stopped" />
      <Stat label="Profit" value={formatSigned(profit)} trend={trendOf(profit)} detail="open and closed" />
      <Stat
        label="Backtests"
        value={formatCount(completed)}
        detail={`plan: ${entitlements.plan?.name ?? "none"}`}
      />
    </StatGrid>
  );
}
