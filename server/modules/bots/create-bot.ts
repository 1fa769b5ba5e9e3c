import { decimalText, findDemoMarket } from "#server/exchanges/index.ts";
import { AppError, fieldError, notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { getBacktest } from "../backtests/index.ts";
import { requireFeature, withinLimit } from "../entitlements/index.ts";
import { openDemoAccount, openFeed } from "../venues/index.ts";
import { viewBot } from "./bot-view.ts";
import { openRun } from "./open-run.ts";
import { Bot, CreateBotInput } from "./schema.ts";
import { countLiveBots, countLivePairs, findBotByRequest, insertBot, startRun } from "./store.ts";

/** Creates a paper bot with a demo account of its own, and starts it unless asked not to. */
export const createBot = command({
  verb: "bot.create",
  permission: "bot:write",
  input: CreateBotInput,
  output: Bot,
  async prepare({ ctx, input }) {
    await requireFeature(ctx, "paper_trading");
    const feed = openFeed(ctx.ports);
    const opened = await openRun(feed, input, ctx.now().getTime());
    if (input.backtestId) await getBacktest.call(ctx, { backtestId: input.backtestId });
    return { opened, price: await feed.fetchPrice(input.market), venue: feed.venue };
  },
  async run({ ctx, input, prepared: { opened, price, venue } }) {
    const id = ctx.newId();
    if (!(await findBotByRequest(ctx.db, input.requestId))) {
      await withinLimit(ctx, "bots", countOthers, () => withinLimit(ctx, "pairs", countOtherPairs, insert));
    }
    const bot = await findBotByRequest(ctx.db, input.requestId);
    if (!bot) throw notFound("This bot");
    if (bot.strategy !== input.strategy || bot.market !== input.market) {
      throw new AppError("conflict", "This request id was used for another bot.");
    }
    const value = viewBot(bot, price);
    const events = bot.id === id ? [{ type: "bot.created", botId: id }] : [];
    return { value, audit: { entityId: bot.id, after: value }, events };

    /** Under the lock a twin of this request may have come first; it has taken the place of both. */
    async function countOthers(): Promise<number> {
      return (await findBotByRequest(ctx.db, input.requestId)) ? 0 : countLiveBots(ctx.db);
    }

    async function countOtherPairs(): Promise<number> {
      return countLivePairs(ctx.db, input.market);
    }

    async function insert(): Promise<void> {
      const { start, settings, ...rest } = input;
      const quote = findDemoMarket(input.market)?.quote;
      if (!quote) throw fieldError("market", `There is no market called ${input.market}.`);
      const isNew = await insertBot(ctx.db, { ...rest, settings, id, venue, createdAt: ctx.now() });
      if (!isNew) return;
      await openDemoAccount(ctx, id, quote, decimalText(settings.cash));
      if (start) await startRun(ctx.db, id, opened, ctx.now());
    }
  },
});
