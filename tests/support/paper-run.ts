import {
  type Command,
  candleAt,
  createRun,
  type Run,
  type RunSettings,
  type StrategyDefinition,
  step,
  type Trade,
} from "#server/engine/index.ts";
import { type MarketFeed, MINUTE_MS, type TradingVenue } from "#server/exchanges/index.ts";

export interface PaperRun {
  readonly run: Run;
  readonly trades: Trade[];
}

export interface PaperClock {
  now: number;
}

/**
 * The plainest paper trader: each minute it learns of fills, then of the closed candle, and passes the run's commands to a venue.
 * `clock` is what feed and venue read.
 */
export async function runOnPaper(
  feed: MarketFeed,
  venue: TradingVenue,
  clock: PaperClock,
  symbol: string,
  bars: number,
  definition: StrategyDefinition,
  params: Record<string, number>,
  settings: Partial<RunSettings>,
): Promise<PaperRun> {
  const run = createRun(definition, params, settings);
  const trades: Trade[] = [];
  const open = new Map<number, number>();
  const first = clock.now;

  async function learn(orderId: number): Promise<void> {
    const order = await venue.fetchOrder(String(orderId));
    if (order === null || !open.has(orderId)) return;
    const known = open.get(orderId) ?? 0;
    open.set(orderId, order.fills.length);
    for (const fill of order.fills.slice(known)) {
      const { time } = fill;
      const [price, quantity, fee] = [Number(fill.price), Number(fill.amount), Number(fill.fee)];
      await obey(step(run, { kind: "fill", orderId, time, price, quantity, fee, feeCurrency: "quote" }));
    }
    if (order.status === "open") return;
    open.delete(orderId);
    await obey(step(run, { kind: "order", orderId, status: order.status }));
  }

  async function obey(commands: readonly Command[]): Promise<void> {
    for (const command of commands) {
      if (command.kind === "trade") trades.push(command.trade);
      if (command.kind === "cancel") await venue.cancelOrder(String(command.orderId));
      if (command.kind === "submit") {
        const { side, type, price, quantity, budget, role } = command;
        open.set(command.orderId, 0);
        await venue.createOrder({
          clientOrderId: String(command.orderId),
          symbol,
          side,
          type,
          amount: role === "entry" ? null : String(quantity),
          quoteAmount: role === "entry" ? String(budget) : null,
          price: type === "market" ? null : String(price),
          group: role === "entry" || role === "exit" ? null : `protect-${run.entryTime}`,
        });
      }
      if (command.kind !== "trade" && command.kind !== "deny") await learn(command.orderId);
    }
  }

  for (let bar = 0; bar < bars; bar++) {
    clock.now = first + (bar + 1) * MINUTE_MS + 5_000;
    for (const orderId of [...open.keys()]) await learn(orderId);
    const candles = await feed.fetchCandles(symbol, "1m", first + bar * MINUTE_MS, 1);
    await obey(step(run, { kind: "candle", candle: candleAt(candles, 0), isLate: false }));
  }
  return { run, trades };
}
