import { bookFill, entryQuantity, finishOrder } from "./account.ts";
import { closeBar } from "./close-bar.ts";
import { at } from "./columns.ts";
import { HoldingColumns } from "./holding-columns.ts";
import { sellLimitFill, sellStopFill } from "./matching.ts";
import type { OrderSlot } from "./order-slot.ts";
import { requestExit } from "./orders.ts";
import { buyPrice, sellPrice } from "./pricing.ts";
import { nextReached } from "./quiet-bars.ts";
import { createRun, type Run } from "./run.ts";
import type { RunSettings } from "./settings.ts";
import { CHUNK_BARS, SIGNAL, SignalList, type StrategyDefinition } from "./strategy.ts";
import { EXIT_REASONS } from "./trade-columns.ts";
import type { ValidCandles } from "./validate-candles.ts";

const END_OF_DATA = EXIT_REASONS.indexOf("end_of_data");

/**
 * A run over columns of candles against a simulated broker. The strategy, orders and account are those of `step`;
 * bars on which nothing can happen are skipped over.
 */
export class Backtest {
  readonly candles: ValidCandles;
  readonly run: Run;
  readonly holdings = new HoldingColumns();
  private nextBar = 0;
  private readonly signals = new SignalList();

  constructor(
    candles: ValidCandles,
    definition: StrategyDefinition,
    params: Readonly<Record<string, unknown>>,
    settings: Partial<RunSettings> = {},
  ) {
    this.run = createRun(definition, params, settings);
    this.candles = candles;
    this.holdings.push(0, this.run);
  }

  /** Bars done so far. */
  get position(): number {
    return this.nextBar;
  }

  get isDone(): boolean {
    return this.nextBar === this.candles.length;
  }

  /** Works through up to `bars` more bars: a caller that shows progress or may be canceled asks in portions. */
  advance(bars: number): void {
    const end = Math.min(this.candles.length, this.nextBar + bars);
    while (this.nextBar < end) {
      const to = Math.min(end, this.nextBar + CHUNK_BARS);
      this.signals.length = 0;
      this.run.machine.advance(this.candles, this.nextBar, to, this.signals);
      this.tradeBars(this.nextBar, to);
      this.nextBar = to;
      this.run.time = at(this.candles.time, to - 1);
      this.run.close = at(this.candles.close, to - 1);
    }
    if (this.isDone && this.run.settings.finalizeTrades) this.sellAtEnd();
  }

  private tradeBars(from: number, to: number): void {
    const { run, signals } = this;
    let next = 0;
    let i = from;
    while (i < to) {
      const signalBar = next < signals.length ? signals.bar(next) : to;
      const isWaiting = run.entry.isWorking || run.exit.isWorking || run.isExitWanted;
      if (!isWaiting) i = this.nextReached(i, signalBar);
      if (i === to) break;
      this.tradeBar(i, i === signalBar ? signals.kind(next++) : SIGNAL.hold);
      i++;
    }
    run.bars = to;
  }

  /** The first bar from `i` on that reaches a protective order, at most `to`; on those before it nothing changes but prices. */
  private nextReached(i: number, to: number): number {
    const { stopLoss, takeProfit } = this.run;
    if (!stopLoss.isWorking && !takeProfit.isWorking) return to;
    const stop = stopLoss.isWorking ? stopLoss.price : 0;
    const limit = takeProfit.isWorking ? takeProfit.price : Number.POSITIVE_INFINITY;
    return nextReached(this.candles, stop, limit, i, to);
  }

  private tradeBar(i: number, signal: number): void {
    const { run, candles } = this;
    const cash = run.cash;
    run.bars = i;
    run.fill.bar = i;
    run.fill.time = at(candles.time, i);
    if (run.settings.fillPolicy === "next_open") this.fillMarketOrders(candles.open, i);
    if (run.stopLoss.isWorking || run.takeProfit.isWorking) this.fillProtectiveOrders(i);
    run.time = at(candles.time, i);
    run.close = at(candles.close, i);
    closeBar(run, signal, false);
    this.confirmCancels();
    if (run.settings.fillPolicy === "same_close") this.fillMarketOrders(candles.close, i);
    if (run.cash !== cash) this.holdings.push(i, run);
  }

  private fillMarketOrders(reference: Float64Array, i: number): void {
    const { run } = this;
    const { slippageBps } = run.settings;
    if (run.exit.isWorking) {
      run.fill.price = sellPrice(at(reference, i), slippageBps);
      this.sell(run.exit, run.settings.takerFee);
    }
    if (run.entry.isWorking) {
      run.fill.price = buyPrice(at(reference, i), slippageBps);
      run.fill.quantity = entryQuantity(run);
      run.fill.fee = run.fill.price * run.fill.quantity * run.settings.takerFee;
      if (run.fill.quantity > 0) bookFill(run, run.entry);
      else run.outbox.deny("INSUFFICIENT_BALANCE");
      finishOrder(run, run.entry);
    }
  }

  /** The stop first, then the limit: when one bar reaches both, the worse is taken as true. */
  private fillProtectiveOrders(i: number): void {
    const { run, candles } = this;
    const open = at(candles.open, i);
    if (run.stopLoss.isWorking) {
      const reached = sellStopFill(run.stopLoss.price, open, at(candles.low, i));
      if (reached > 0) {
        run.fill.price = sellPrice(reached, run.settings.slippageBps);
        this.sell(run.stopLoss, run.settings.takerFee);
        return;
      }
    }
    if (run.takeProfit.isWorking) {
      const reached = sellLimitFill(run.takeProfit.price, open, at(candles.high, i));
      if (reached > 0) {
        run.fill.price = reached;
        this.sell(run.takeProfit, run.settings.makerFee);
      }
    }
  }

  private sell(slot: OrderSlot, feeRatio: number): void {
    const { run } = this;
    run.fill.quantity = slot.quantity;
    run.fill.fee = run.fill.price * slot.quantity * feeRatio;
    bookFill(run, slot);
    this.confirmCancels();
  }

  private confirmCancels(): void {
    const { run } = this;
    if (run.stopLoss.isCanceling) finishOrder(run, run.stopLoss);
    if (run.takeProfit.isCanceling) finishOrder(run, run.takeProfit);
  }

  private sellAtEnd(): void {
    const { run, candles } = this;
    const last = candles.length - 1;
    if (run.quantity === 0) return;
    requestExit(run, END_OF_DATA, 0);
    this.confirmCancels();
    run.exitReason = END_OF_DATA;
    run.fill.bar = last;
    run.fill.time = at(candles.time, last);
    this.fillMarketOrders(candles.close, last);
    this.holdings.push(last, run);
  }
}

/** All bars at once. Throws `EngineError` when parameters or settings are wrong. */
export function runBacktest(
  candles: ValidCandles,
  definition: StrategyDefinition,
  params: Readonly<Record<string, unknown>>,
  settings: Partial<RunSettings> = {},
): Backtest {
  const backtest = new Backtest(candles, definition, params, settings);
  backtest.advance(candles.length);
  return backtest;
}
