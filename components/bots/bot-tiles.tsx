import {
  formatCount,
  formatNumber,
  formatPrice,
  formatQuantity,
  formatSigned,
  formatSignedPercent,
  NO_VALUE,
  trendOf,
} from "../format/number.ts";
import { formatClock } from "../format/time.ts";
import { Stat, StatGrid } from "../ui/stat.tsx";
import type { Bot } from "./bot-status.tsx";

const [BASE, QUOTE] = [0, 1];

export function BotTiles({ bot }: { bot: Bot }) {
  const symbols = bot.market.split("-");
  const base = symbols[BASE] ?? "";
  const quote = symbols[QUOTE] ?? "";
  const { position } = bot;
  return (
    <StatGrid columns={6}>
      <Stat label="Equity" value={formatNumber(bot.equity)} detail={quote} />
      <Stat
        label="Return"
        value={formatSignedPercent(bot.returnPct)}
        trend={trendOf(bot.returnPct)}
        detail={`from ${formatNumber(bot.settings.cash)}`}
      />
      <Stat label="Price" value={formatPrice(bot.price)} detail={bot.market} />
      <Stat
        label="Position"
        value={position ? formatQuantity(position.quantity) : NO_VALUE}
        detail={position ? `${base} at ${formatPrice(position.entryPrice)}` : "holds cash"}
      />
      <Stat
        label="Open profit"
        value={position ? formatSigned(position.unrealizedPnl) : NO_VALUE}
        trend={trendOf(position?.unrealizedPnl)}
        detail={position ? "before the exit's fee" : undefined}
      />
      <Stat
        label="Closed trades"
        value={formatCount(bot.tradeCount)}
        detail={bot.lastCandleAt ? `last candle ${formatClock(bot.lastCandleAt)}` : "no candle yet"}
      />
    </StatGrid>
  );
}
