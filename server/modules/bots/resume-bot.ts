import { command } from "#server/kernel/verb.ts";
import { changeStatus } from "./change-status.ts";
import { Bot, BotId } from "./schema.ts";

export const resumeBot = command({
  verb: "bot.resume",
  permission: "bot:write",
  input: BotId,
  output: Bot,
  run: ({ ctx, input: { botId } }) =>
    changeStatus(ctx, botId, {
      from: ["paused", "halted"],
      to: "running",
      event: "bot.resumed",
      refusal: "Only a paused or halted bot can be resumed.",
    }),
});
