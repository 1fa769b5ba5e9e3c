import { type Candles, createCandles } from "#server/engine/index.ts";
import { TIMEFRAME_MS, type TradingVenue } from "#server/exchanges/index.ts";
import type { Periodic } from "#server/kernel/background.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { tenantCtx } from "../../audit/index.ts";
import { resolveTenant } from "../../tenancy/index.ts";
import { openDemoTrading, openFeed } from "../../venues/index.ts";
import { type ActiveBot, listActiveBots } from "../store.ts";
import { StaleSession } from "./bot-session.ts";
import { type BotAtWork, loadBot, stepBot } from "./step-bot.ts";

const TICK_MS = 1_000;
/** A bot that slept longer than this catches up over several ticks. */
const MAX_CANDLES_A_TICK = 5_000;

export type VenueOf = (ports: Ports, bot: ActiveBot) => TradingVenue;

const demoVenueOf: VenueOf = (ports, bot) => openDemoTrading(ports, bot.tenantId, bot.id);

/**
 * Steps every bot of the platform, market by market: the candles of a market are fetched once for all its bots, and a bot
 * on which nothing happened costs no write. One a process; a second process is harmless, its saves are refused by version.
 */
export function createBotRunner(venueOf: VenueOf = demoVenueOf): Periodic {
  const atWork = new Map<string, BotAtWork>();
  return {
    name: "bot-runner",
    everyMs: TICK_MS,
    async run(ports, signal) {
      const active = await listEverywhere(ports);
      const ids = new Set(active.map(({ id }) => id));
      for (const id of atWork.keys()) if (!ids.has(id)) atWork.delete(id);
      for (const bots of Map.groupBy(active, ({ market, timeframe }) => `${market} ${timeframe}`).values()) {
        const candles = await fetchNews(ports, bots, atWork);
        for (const bot of bots) {
          if (signal.aborted) return;
          await stepOne(ports, bot, candles, atWork, venueOf);
        }
      }
    },
  };
}

/** A database that does not answer keeps its own bots waiting, nobody else's. */
async function listEverywhere(ports: Ports): Promise<ActiveBot[]> {
  const lists = ports.everySystemDb().map(({ client }) =>
    listActiveBots(client).catch((error) => {
      ports.log.error({ err: error }, "active bots");
      return [];
    }),
  );
  return (await Promise.all(lists)).flat();
}

/** The candles that the bot furthest behind has not seen. */
async function fetchNews(
  ports: Ports,
  bots: readonly ActiveBot[],
  atWork: Map<string, BotAtWork>,
): Promise<Candles> {
  const [first] = bots;
  if (!first) return createCandles(0);
  const step = TIMEFRAME_MS[first.timeframe];
  const seen = bots.map(({ id, cursor }) => atWork.get(id)?.session.lastCandleTime ?? cursor.getTime());
  return openFeed(ports).fetchCandles(
    first.market,
    first.timeframe,
    Math.min(...seen) + step,
    MAX_CANDLES_A_TICK,
  );
}

async function stepOne(
  ports: Ports,
  bot: ActiveBot,
  candles: Candles,
  atWork: Map<string, BotAtWork>,
  venueOf: VenueOf,
): Promise<void> {
  try {
    const tenant = await resolveTenant(ports, { id: bot.tenantId });
    if (!tenant) return;
    const ctx = tenantCtx(ports, tenant, { type: "system", process: "bot-runner" });
    const known = atWork.get(bot.id);
    const isCurrent = known?.session.savedVersion === bot.version;
    const work = known && isCurrent ? known : await loadBot(ctx, bot, venueOf(ports, bot));
    atWork.set(bot.id, work);
    const isFree = tenant.status === "active" || bot.status === "stopping";
    await stepBot(work, isFree ? bot.status : "paused", candles);
  } catch (error) {
    atWork.delete(bot.id);
    if (!(error instanceof StaleSession)) ports.log.error({ err: error, botId: bot.id }, "bot");
  }
}
