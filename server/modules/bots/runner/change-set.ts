import type { Trade } from "#server/engine/index.ts";
import type { Ctx } from "#server/kernel/ctx.ts";
import {
  insertFills,
  insertHolding,
  insertNotes,
  insertTrades,
  type NewFill,
  type NewHolding,
  type NewNote,
} from "../history-store.ts";
import type { OrderRow } from "../order-row.ts";
import { insertOrders, updateOrder } from "../order-store.ts";

/** What one or more events changed and the database does not know yet. Written in one transaction with the run. */
export class ChangeSet {
  private newOrders: OrderRow[] = [];
  private changedOrders = new Set<OrderRow>();
  private fills: NewFill[] = [];
  private trades: Trade[] = [];
  private notes: NewNote[] = [];
  private holding: NewHolding | undefined;
  private isRunChanged = false;

  get isEmpty(): boolean {
    const lists = [this.newOrders, this.fills, this.trades, this.notes];
    const isListed = lists.some((list) => list.length > 0) || this.changedOrders.size > 0;
    return !isListed && this.holding === undefined && !this.isRunChanged;
  }

  openOrder(order: OrderRow): void {
    this.newOrders.push(order);
  }

  changeOrder(order: OrderRow): void {
    if (!this.newOrders.includes(order)) this.changedOrders.add(order);
  }

  addFill(fill: NewFill): void {
    this.fills.push(fill);
  }

  addTrade(trade: Trade): void {
    this.trades.push(trade);
  }

  addNote(note: NewNote): void {
    this.notes.push(note);
  }

  setHolding(holding: NewHolding): void {
    this.holding = holding;
  }

  /** The run itself changed in a way that a replay of candles would not bring back. */
  touchRun(): void {
    this.isRunChanged = true;
  }

  /** Writes everything with the transaction of `ctx`. @returns the trades that closed */
  async write(ctx: Ctx, botId: string): Promise<readonly Trade[]> {
    const { db } = ctx;
    const now = ctx.now();
    const withId = <T extends object>(item: T): T & { id: string } => ({ ...item, id: ctx.newId() });
    await insertOrders(db, this.newOrders);
    for (const order of this.changedOrders) await updateOrder(db, order, now);
    await insertFills(db, botId, this.fills);
    await insertTrades(db, botId, this.trades.map(withId));
    await insertNotes(db, botId, now, this.notes.map(withId));
    if (this.holding) await insertHolding(db, botId, ctx.newId(), this.holding);
    return this.trades;
  }
}
