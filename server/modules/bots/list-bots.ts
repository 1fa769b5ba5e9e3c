import { query } from "#server/kernel/verb.ts";
import { openFeed } from "../venues/index.ts";
import { viewBots } from "./bot-view.ts";
import { Bots, ListBotsInput } from "./schema.ts";
import { listBots as readBots } from "./store.ts";

/** The newest first. */
export const listBots = query({
  verb: "bot.list",
  permission: "bot:read",
  input: ListBotsInput,
  output: Bots,
  run: async ({ ctx }) => viewBots(openFeed(ctx.ports), await readBots(ctx.db)),
});
