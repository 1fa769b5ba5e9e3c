import {
  type Candles,
  type Command,
  candleAt,
  type Run,
  type RunEvent,
  saveRun,
  step,
} from "#server/engine/index.ts";
import { TIMEFRAME_MS } from "#server/exchanges/index.ts";
import type { Ctx } from "#server/kernel/ctx.ts";
import { newOrderRow, type OrderRow } from "../order-row.ts";
import type { BotStatus, NoteCode } from "../schema.ts";
import { type ActiveBot, saveRunState } from "../store.ts";
import { ChangeSet } from "./change-set.ts";
import { isLate } from "./lateness.ts";

/** Quiet candles are saved in batches: after a crash they are replayed, and being quiet they do nothing again. */
const SAVE_AFTER_BARS = 30;

/** Another worker has moved this bot on; what this one holds in memory is worth nothing. */
export class StaleSession extends Error {}

type OrderCommand = Extract<Command, { kind: "submit" | "cancel" }>;

/**
 * One bot in memory: its run, its open orders and what is not saved yet. Every event is folded by the engine's `step`,
 * then saved together with the intents it led to, and only then is the venue called (by `OrderDesk`).
 */
export class BotSession {
  readonly ctx: Ctx;
  readonly bot: ActiveBot;
  readonly run: Run;
  /** Orders whose end is not known, by their number in the run. */
  readonly orders: Map<number, OrderRow>;
  private cursor: number;
  private version: number;
  private unsavedBars = 0;
  private changes = new ChangeSet();

  constructor(ctx: Ctx, bot: ActiveBot, run: Run, orders: readonly OrderRow[]) {
    this.ctx = ctx;
    this.bot = bot;
    this.run = run;
    this.orders = new Map(orders.map((order) => [order.number, order]));
    this.cursor = bot.cursor.getTime();
    this.version = bot.version;
  }

  get savedVersion(): number {
    return this.version;
  }

  get lastCandleTime(): number {
    return this.cursor;
  }

  get isFlat(): boolean {
    return this.run.quantity === 0 && this.orders.size === 0;
  }

  /** Folds the closed candle at `index`. @returns the orders to send and cancel, already saved */
  async foldCandle(candles: Candles, index: number): Promise<OrderCommand[]> {
    const candle = candleAt(candles, index);
    this.cursor = candle.time;
    this.unsavedBars++;
    const late = isLate(candle.time, this.bot.timeframe, this.ctx.now().getTime());
    const commands = await this.fold({ kind: "candle", candle, isLate: late }, candle.time);
    if (this.unsavedBars >= SAVE_AFTER_BARS) await this.save();
    return commands;
  }

  /** Folds an event that happened at `time`, saves what it changed, and answers with what is to be sent. */
  async fold(event: RunEvent, time: number): Promise<OrderCommand[]> {
    const { cash, quantity } = this.run;
    const commands = step(this.run, event);
    if (event.kind !== "candle") this.changes.touchRun();
    if (this.run.cash !== cash || this.run.quantity !== quantity) {
      this.changes.setHolding({ time, cash: this.run.cash, quantity: this.run.quantity });
    }
    const toSend = commands.filter((command) => this.record(command));
    if (!this.changes.isEmpty) await this.save();
    return toSend.filter((command) => command.kind === "submit" || command.kind === "cancel");
  }

  note(code: NoteCode, detail: string | null): void {
    this.changes.addNote({ time: this.run.time, code, detail });
  }

  /** The row has been changed in memory and goes out with the next save. */
  changeOrder(order: OrderRow): void {
    this.changes.changeOrder(order);
  }

  addFill(fill: Parameters<ChangeSet["addFill"]>[0]): void {
    this.changes.addFill(fill);
  }

  isWorking(order: OrderRow): boolean {
    const { entry, exit, stopLoss, takeProfit } = this.run;
    return [entry, exit, stopLoss, takeProfit].some((slot) => slot.isWorking && slot.id === order.number);
  }

  /** Run and changes in one transaction. @throws StaleSession when another worker was there first */
  async save(): Promise<void> {
    const { run, changes, bot } = this;
    this.changes = new ChangeSet();
    await this.ctx.transaction(async (tx) => {
      const { cash, quantity, entryPrice } = run;
      const state = { run: saveRun(run), cursor: new Date(this.cursor), cash, quantity, entryPrice };
      if (!(await saveRunState(tx.ctx.db, bot.id, this.version, state))) throw new StaleSession();
      const trades = await changes.write(tx.ctx, bot.id);
      await tx.emit(
        trades.map(({ pnl, exitReason }) => ({ type: "bot.traded", botId: bot.id, pnl, exitReason })),
      );
    }, "data");
    this.version++;
    this.unsavedBars = 0;
    this.publish();
  }

  publish(): void {
    const { run, bot, ctx } = this;
    const data = { time: this.cursor + TIMEFRAME_MS[bot.timeframe], price: run.close, equity: run.equity };
    ctx.ports.live.publish(bot.tenantId, { topic: "bot", id: bot.id, data });
  }

  setStatus(status: BotStatus): void {
    this.bot.status = status;
  }

  private record(command: Command): boolean {
    switch (command.kind) {
      case "submit": {
        const { amountStep } = this.run.settings;
        const order = newOrderRow(this.bot.id, command, amountStep, this.run.entryTime, this.ctx.now());
        this.orders.set(order.number, order);
        this.changes.openOrder(order);
        return true;
      }
      case "cancel": {
        const order = this.orders.get(command.orderId);
        if (!order) return false;
        order.status = "pending_cancel";
        this.changes.changeOrder(order);
        return true;
      }
      case "deny":
        this.changes.addNote({ time: command.time, code: command.reason, detail: null });
        return false;
      case "trade":
        this.changes.addTrade(command.trade);
        return false;
      default:
        return command satisfies never;
    }
  }
}
