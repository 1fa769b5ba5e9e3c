import { decimalText, findDemoMarket } from "#server/exchanges/index.ts";
import { AppError, fieldError, notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { getBacktest } from "../backtests/index.ts";
import { withinLimit } from "../entitlements/index.ts";
import { openDemoAccount, openFeed } from "../venues/index.ts";
import { viewBot } from "./bot-view.ts";
import { openRun } from "./open-run.ts";
import { Bot, CreateBotInput } from "./schema.ts";
import { countLiveBots, findBot, findBotByRequest, insertBot, startRun } from "./store.ts";

/** Creates a paper bot with a demo account of its own, and starts it unless asked not to. */
export const createBot = command({
  verb: "bot.create",
  permission: "bot:write",
  input: CreateBotInput,
  output: Bot,
  async prepare({ ctx, input }) {
    const feed = openFeed(ctx.ports);
    const opened = await openRun(feed, input, ctx.now().getTime());
    if (input.backtestId) await getBacktest.call(ctx, { backtestId: input.backtestId });
    return { opened, price: await feed.fetchPrice(input.market), venue: feed.venue };
  },
  async run({ ctx, input, prepared: { opened, price, venue } }) {
    const known = await findBotByRequest(ctx.db, input.requestId);
    const id = known?.id ?? ctx.newId();
    if (!known) await withinLimit(ctx, "bots", () => countLiveBots(ctx.db), insert);
    const bot = await findBot(ctx.db, id);
    if (!bot) throw notFound("This bot");
    if (bot.strategy !== input.strategy || bot.market !== input.market) {
      throw new AppError("conflict", "This request id was used for another bot.");
    }
    const value = viewBot(bot, price);
    return {
      value,
      audit: { entityId: id, after: value },
      events: known ? [] : [{ type: "bot.created", botId: id }],
    };

    async function insert(): Promise<void> {
      const { start, settings, ...rest } = input;
      const quote = findDemoMarket(input.market)?.quote;
      if (!quote) throw fieldError("market", `There is no market called ${input.market}.`);
      await insertBot(ctx.db, { ...rest, settings, id, venue, createdAt: ctx.now() });
      await openDemoAccount(ctx, id, quote, decimalText(settings.cash));
      if (start) await startRun(ctx.db, id, opened, ctx.now());
    }
  },
});
