import { notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { changeStatus } from "./change-status.ts";
import { Bot, BotId } from "./schema.ts";
import { findBot } from "./store.ts";

/** Cancels its orders, sells what it holds, and ends it for good. One that never started ends at once. */
export const stopBot = command({
  verb: "bot.stop",
  permission: "bot:write",
  input: BotId,
  output: Bot,
  async run({ ctx, input: { botId } }) {
    const bot = await findBot(ctx.db, botId);
    if (!bot) throw notFound("This bot");
    const isIdle = bot.status === "ready";
    return changeStatus(ctx, botId, {
      from: isIdle ? ["ready"] : ["running", "paused", "halted"],
      to: isIdle ? "stopped" : "stopping",
      event: isIdle ? "bot.stopped" : "bot.stopping",
      refusal: "This bot has already been stopped.",
    });
  },
});
