import { notFound } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { listNotes } from "./history-store.ts";
import { BotHistoryInput, BotNotes } from "./schema.ts";
import { findBot } from "./store.ts";

/** What the bot did not do and what befell it, with reasons, the newest first. */
export const listBotNotes = query({
  verb: "bot.notes",
  permission: "bot:read",
  input: BotHistoryInput,
  output: BotNotes,
  async run({ ctx, input: { botId, limit, before } }) {
    if (!(await findBot(ctx.db, botId))) throw notFound("This bot");
    return listNotes(ctx.db, botId, limit, before);
  },
});
