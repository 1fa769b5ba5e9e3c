import type { Page } from "@playwright/test";
import { TIMEFRAME_MS } from "#server/exchanges/index.ts";
import type { Marque } from "#tests/e2e/marque.ts";

const STEP_MS = TIMEFRAME_MS["15m"];
/** After the close of a bar, and never so long that the bar counts as late. */
const AFTER_CLOSE_MS = 30_000;
const HELD_BARS = 8;
const MOST_BARS = 900;
const PATIENCE_MS = 20_000;

/** The live stream of the page's tenant, passed on to `botNews`; done once it is open. */
const LISTEN = `new Promise((resolve) => {
  const stream = new EventSource("/api/trpc/live.stream");
  stream.addEventListener("connected", resolve);
  stream.onmessage = ({ data }) => {
    const { topic, id, data: news } = JSON.parse(data);
    if (topic === "bot" && news) botNews(id, news.time);
  };
}).then(() => true)`;

/**
 * Lets at least `bars` quarter-hours pass, each seen by every bot before the next, and stops once the first bot has
 * held a position for some of them.
 */
export async function tradeFor(
  page: Page,
  marque: Marque,
  botIds: readonly [string, ...string[]],
  bars: number,
) {
  const seen = new Map<string, number>();
  await page.exposeFunction("botNews", (botId: string, time: number) => void seen.set(botId, time));
  await page.evaluate(LISTEN);

  const start = Date.now();
  let close = start - (start % STEP_MS) + STEP_MS;
  marque.advance(close - start + AFTER_CLOSE_MS);
  await allHaveSeen(close);
  let heldBars = 0;
  for (let bar = 1; bar < MOST_BARS && (bar < bars || heldBars !== HELD_BARS); bar++) {
    close += STEP_MS;
    marque.advance(STEP_MS);
    await allHaveSeen(close);
    heldBars = (await page.evaluate(isHolding, botIds[0])) ? heldBars + 1 : 0;
  }

  async function allHaveSeen(time: number): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (botIds.some((botId) => (seen.get(botId) ?? 0) < time)) {
      if (Date.now() > deadline) throw new Error(`Not every bot has seen ${new Date(time).toISOString()}.`);
      await page.waitForTimeout(5);
    }
  }
}

/** In the page. */
async function isHolding(botId: string): Promise<boolean> {
  const answer = await fetch(`/api/trpc/bots.get?input=${encodeURIComponent(JSON.stringify({ botId }))}`);
  const { result } = await answer.json();
  return result.data.position !== null;
}
