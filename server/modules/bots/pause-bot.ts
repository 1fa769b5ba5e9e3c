import { command } from "#server/kernel/verb.ts";
import { changeStatus } from "./change-status.ts";
import { Bot, BotId } from "./schema.ts";

/** Opens no more positions. The one it has stays protected and is closed when the strategy says so. */
export const pauseBot = command({
  verb: "bot.pause",
  permission: "bot:write",
  input: BotId,
  output: Bot,
  run: ({ ctx, input: { botId } }) =>
    changeStatus(ctx, botId, {
      from: ["running"],
      to: "paused",
      event: "bot.paused",
      refusal: "Only a running bot can be paused.",
    }),
});
