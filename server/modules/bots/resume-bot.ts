import { notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { changeStatus } from "./change-status.ts";
import { Bot, BotId } from "./schema.ts";
import { findBot } from "./store.ts";
import { withinRoomToRun } from "./within-room-to-run.ts";

export const resumeBot = command({
  verb: "bot.resume",
  permission: "bot:write",
  input: BotId,
  output: Bot,
  async run({ ctx, input: { botId } }) {
    const bot = await findBot(ctx.db, botId);
    if (!bot) throw notFound("This bot");
    return withinRoomToRun(ctx, bot, () =>
      changeStatus(ctx, botId, {
        from: ["paused", "halted"],
        to: "running",
        event: "bot.resumed",
        refusal: "Only a paused or halted bot can be resumed.",
      }),
    );
  },
});
