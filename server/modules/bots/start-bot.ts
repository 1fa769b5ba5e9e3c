import { AppError, notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { openFeed } from "../venues/index.ts";
import { viewBot } from "./bot-view.ts";
import { openRun } from "./open-run.ts";
import { Bot, BotId } from "./schema.ts";
import { findBot, startRun } from "./store.ts";
import { withinRoomToRun } from "./within-room-to-run.ts";

/** Starts a bot that was created and has not traded yet. */
export const startBot = command({
  verb: "bot.start",
  permission: "bot:write",
  input: BotId,
  output: Bot,
  async prepare({ ctx, input: { botId } }) {
    const bot = await findBot(ctx.db, botId);
    if (!bot) throw notFound("This bot");
    const feed = openFeed(ctx.ports);
    return {
      opened: await openRun(feed, bot, ctx.now().getTime()),
      price: await feed.fetchPrice(bot.market),
    };
  },
  async run({ ctx, input: { botId }, prepared: { opened, price } }) {
    const before = await findBot(ctx.db, botId);
    if (!before) throw notFound("This bot");
    const isStarted = await withinRoomToRun(ctx, before, () => startRun(ctx.db, botId, opened, ctx.now()));
    if (!isStarted) {
      throw new AppError("conflict", "Only a bot that has not been started yet can be started.", {
        reason: before.status,
      });
    }
    const after = { ...before, status: "running" as const, cursor: opened.cursor, startedAt: ctx.now() };
    const audit = { entityId: botId, before: { status: before.status }, after: { status: after.status } };
    return { value: viewBot(after, price), audit, events: [{ type: "bot.started", botId }] };
  },
});
