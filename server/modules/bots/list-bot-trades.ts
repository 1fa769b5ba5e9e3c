import { notFound } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { listTrades } from "./history-store.ts";
import { BotHistoryInput, BotTrades } from "./schema.ts";
import { findBot } from "./store.ts";

/** Closed trades, the newest first. */
export const listBotTrades = query({
  verb: "bot.trades",
  permission: "bot:read",
  input: BotHistoryInput,
  output: BotTrades,
  async run({ ctx, input: { botId, limit, before } }) {
    if (!(await findBot(ctx.db, botId))) throw notFound("This bot");
    return listTrades(ctx.db, botId, limit, before);
  },
});
