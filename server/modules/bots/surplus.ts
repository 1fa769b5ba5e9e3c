/** A bot that may open positions. */
interface AtWork {
  id: string;
  market: string;
}

/** How many may be at work; null is unlimited. */
export interface Room {
  bots: number | null;
  pairs: number | null;
}

/** What of the plan a bot goes beyond. */
export type Beyond = keyof Room;

/**
 * The bots that are more than there is room for. Those named first stay: a bot is over when it would be one too many, or
 * the first on one market too many.
 * @param running the one that was started first before the others
 */
export function surplusOf<T extends AtWork>(
  running: readonly T[],
  { bots, pairs }: Room,
): { bot: T; beyond: Beyond }[] {
  const markets = new Set<string>();
  let kept = 0;
  return running.flatMap((bot) => {
    const beyond = beyondOf(bot);
    if (beyond) return [{ bot, beyond }];
    kept++;
    markets.add(bot.market);
    return [];
  });

  function beyondOf({ market }: T): Beyond | null {
    if (bots !== null && kept >= bots) return "bots";
    if (pairs !== null && !markets.has(market) && markets.size >= pairs) return "pairs";
    return null;
  }
}
