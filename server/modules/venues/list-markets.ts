import { DEMO_MARKETS, DEMO_VENUE } from "#server/exchanges/index.ts";
import { query } from "#server/kernel/verb.ts";
import { ListMarketsInput, Markets } from "./schema.ts";

export const listMarkets = query({
  verb: "market.list",
  permission: "data:read",
  input: ListMarketsInput,
  output: Markets,
  run: async () =>
    DEMO_MARKETS.map(({ symbol, base, quote, title, rules }) => ({
      venue: DEMO_VENUE,
      symbol,
      base,
      quote,
      title,
      rules: { ...rules },
    })),
});
