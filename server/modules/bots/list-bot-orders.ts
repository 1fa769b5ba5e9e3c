import { notFound } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { listOrders } from "./order-store.ts";
import { BotHistoryInput, BotOrders } from "./schema.ts";
import { findBot } from "./store.ts";

/** Orders with their fills, the newest first. */
export const listBotOrders = query({
  verb: "bot.orders",
  permission: "bot:read",
  input: BotHistoryInput,
  output: BotOrders,
  async run({ ctx, input: { botId, limit, before } }) {
    if (!(await findBot(ctx.db, botId))) throw notFound("This bot");
    return listOrders(ctx.db, botId, limit, before);
  },
});
