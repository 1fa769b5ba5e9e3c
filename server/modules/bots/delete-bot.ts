import { AppError, notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { closeDemoAccount } from "../venues/index.ts";
import { BotId } from "./schema.ts";
import { findBot, deleteBot as removeBot } from "./store.ts";

/** Removes a bot that is over, or never began, with its history. */
export const deleteBot = command({
  verb: "bot.delete",
  permission: "bot:write",
  input: BotId,
  output: BotId,
  async run({ ctx, input }) {
    const before = await findBot(ctx.db, input.botId);
    if (!before) throw notFound("This bot");
    if (!(await removeBot(ctx.db, input.botId))) {
      throw new AppError("conflict", "Stop the bot before deleting it.", { reason: before.status });
    }
    await closeDemoAccount(ctx, input.botId);
    return {
      value: input,
      audit: { entityId: input.botId, before },
      events: [{ type: "bot.deleted", botId: input.botId }],
    };
  },
});
