import { notFound } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { openFeed } from "../venues/index.ts";
import { viewBot } from "./bot-view.ts";
import { Bot, BotId } from "./schema.ts";
import { findBot } from "./store.ts";

export const getBot = query({
  verb: "bot.get",
  permission: "bot:read",
  input: BotId,
  output: Bot,
  async run({ ctx, input: { botId } }) {
    const bot = await findBot(ctx.db, botId);
    if (!bot) throw notFound("This bot");
    return viewBot(bot, await openFeed(ctx.ports).fetchPrice(bot.market));
  },
});
