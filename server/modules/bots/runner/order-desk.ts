import { roundDown } from "#server/engine/index.ts";
import { MINUTE_MS, type TradingVenue, type VenueFill, type VenueOrder } from "#server/exchanges/index.ts";
import { type OrderRow, orderRequest } from "../order-row.ts";
import type { BotSession } from "./bot-session.ts";
import { isLate } from "./lateness.ts";
import { askVenue } from "./venue-call.ts";

type OrderCommands = Awaited<ReturnType<BotSession["fold"]>>;

const NEVER = -1;

/** What the venue says of an order that this bot does not know yet. */
export interface OrderNews {
  readonly order: OrderRow;
  readonly found: VenueOrder;
  /** When its first new fill happened, or Infinity. */
  readonly time: number;
}

/** Between one bot and its venue: sends what was saved, and looks up whatever it does not know for certain. */
export class OrderDesk {
  private readonly session: BotSession;
  private readonly venue: TradingVenue;
  private lookedUpMinute = NEVER;

  constructor(session: BotSession, venue: TradingVenue) {
    this.session = session;
    this.venue = venue;
  }

  async obey(commands: OrderCommands): Promise<void> {
    for (const command of commands) {
      const order = this.session.orders.get(command.orderId);
      if (order === undefined) continue;
      if (command.kind === "submit") await this.send(order);
      else await this.cancel(order);
    }
  }

  /** Takes back every open order. @returns whether none is left. */
  async cancelAll(): Promise<boolean> {
    for (const order of [...this.session.orders.values()]) await this.cancel(order);
    return this.session.orders.size === 0;
  }

  /** News of every open order; those that never arrived are sent now, or given up when their time has passed. */
  async lookUpOrders(): Promise<OrderNews[]> {
    if (!this.isLookUpDue()) return [];
    const news: OrderNews[] = [];
    for (const order of [...this.session.orders.values()]) {
      const answer = await askVenue(() => this.venue.fetchOrder(order.id));
      if (answer.kind !== "answered") await this.noteSilence(order, answer.reason);
      else if (answer.value === null) await this.sendUnlessTooLate(order);
      else if (order.status === "pending_cancel" && answer.value.status === "open") await this.cancel(order);
      else news.push(newsOf(order, answer.value));
    }
    return news.toSorted((a, b) => a.time - b.time);
  }

  async absorb({ order, found }: Pick<OrderNews, "order" | "found">): Promise<void> {
    if (!this.session.orders.has(order.number)) return;
    for (const fill of found.fills.slice(order.fillCount)) await this.bookFill(order, fill);
    if (found.status !== "open") return this.finish(order, found.status, found.reason);
    if (order.status === "accepted" || order.status === "pending_cancel") return;
    order.status = "accepted";
    this.session.changeOrder(order);
    await this.session.save();
  }

  /** Base that the account must hold once the given news is booked; and whether it does. */
  async findsPosition(news: readonly OrderNews[], base: string): Promise<boolean | null> {
    const answer = await askVenue(() => this.venue.fetchBalances());
    if (answer.kind !== "answered") return null;
    const pending = news.flatMap(({ order, found }) =>
      found.fills
        .slice(order.fillCount)
        .map(({ amount }) => (order.side === "buy" ? 1 : -1) * Number(amount)),
    );
    const expected = pending.reduce((total, amount) => total + amount, this.session.run.quantity);
    const step = this.session.run.settings.amountStep;
    return Number(answer.value[base] ?? 0) >= roundDown(expected, step) - step;
  }

  async hasExternalOrder(): Promise<boolean> {
    const answer = await askVenue(() => this.venue.fetchOpenOrders(this.session.bot.market));
    if (answer.kind !== "answered") return false;
    const own = new Set([...this.session.orders.values()].map(({ id }) => id));
    return answer.value.some(({ clientOrderId }) => !own.has(clientOrderId));
  }

  private isLookUpDue(): boolean {
    const { orders, ctx } = this.session;
    if (orders.size === 0) return false;
    const minute = Math.floor(ctx.now().getTime() / MINUTE_MS);
    const isOpen = [...orders.values()].some(({ status }) => status !== "accepted");
    const isDue = isOpen || minute !== this.lookedUpMinute;
    this.lookedUpMinute = minute;
    return isDue;
  }

  private async send(order: OrderRow): Promise<void> {
    if (!this.session.isWorking(order)) return this.finish(order, "canceled", "SUPERSEDED");
    const answer = await askVenue(() => this.venue.createOrder(orderRequest(order, this.session.bot.market)));
    if (answer.kind === "answered") return this.absorb({ order, found: answer.value });
    if (answer.kind === "refused") return this.finish(order, "rejected", answer.reason);
    return this.noteSilence(order, answer.reason);
  }

  private async cancel(order: OrderRow): Promise<void> {
    const answer = await askVenue(() => this.venue.cancelOrder(order.id));
    if (answer.kind === "answered") return this.absorb({ order, found: answer.value });
    if (answer.kind === "refused") return this.finish(order, "canceled", answer.reason);
    return this.noteSilence(order, answer.reason);
  }

  /** The venue has never heard of it: an entry that may not be any more, or whose price is gone, is given up; anything else is sent unchanged. */
  private async sendUnlessTooLate(order: OrderRow): Promise<void> {
    const { bot, ctx } = this.session;
    if (order.status === "pending_cancel") return this.finish(order, "canceled", "NEVER_ARRIVED");
    if (order.role !== "entry") return this.send(order);
    if (bot.status !== "running") return this.finish(order, "canceled", "TRADING_HALTED");
    if (!isLate(order.decidedAt.getTime(), bot.timeframe, ctx.now().getTime())) return this.send(order);
    this.session.note("STALE_PRICE", null);
    return this.finish(order, "expired", "STALE_PRICE");
  }

  private async noteSilence(order: OrderRow, reason: string): Promise<void> {
    if (order.status === "accepted") this.lookedUpMinute = NEVER;
    if (order.status === "accepted" || order.status === "unknown") return;
    if (order.status !== "pending_cancel") order.status = "unknown";
    this.session.changeOrder(order);
    this.session.note("VENUE_UNREACHABLE", reason);
    await this.session.save();
  }

  private async bookFill(order: OrderRow, fill: VenueFill): Promise<void> {
    const [price, quantity, fee] = [Number(fill.price), Number(fill.amount), Number(fill.fee)];
    const filled = Number(order.filled);
    const paid = (order.averagePrice ?? 0) * filled;
    order.averagePrice = filled === 0 ? price : (paid + price * quantity) / (filled + quantity);
    order.filled = filled === 0 ? fill.amount : String(filled + quantity);
    order.fillCount++;
    this.session.changeOrder(order);
    this.session.addFill({ ...fill, orderId: order.id });
    const isQuote = fill.feeCurrency === this.session.bot.market.split("-")[1];
    const event = {
      kind: "fill",
      orderId: order.number,
      time: fill.time,
      price,
      quantity,
      fee,
      feeCurrency: isQuote ? "quote" : "base",
    } as const;
    await this.obey(await this.session.fold(event, fill.time));
  }

  private async finish(
    order: OrderRow,
    status: "filled" | "canceled" | "rejected" | "expired",
    reason: string | null,
  ): Promise<void> {
    order.status = status;
    order.reason = reason;
    this.session.orders.delete(order.number);
    this.session.changeOrder(order);
    if (status === "rejected") this.session.note("ORDER_REJECTED", reason);
    const event = { kind: "order", orderId: order.number, status } as const;
    await this.obey(await this.session.fold(event, this.session.ctx.now().getTime()));
    if (order.role === "stop_loss" && status !== "filled") await this.closeUnprotected();
  }

  /** A position whose stop-loss ended without a fill, and that nobody is closing, is not left to chance. */
  private async closeUnprotected(): Promise<void> {
    const { run, ctx } = this.session;
    if (run.quantity === 0 || run.isExitWanted || run.stopLoss.isWorking) return;
    this.session.note("PROTECTION_LOST", null);
    const event = { kind: "close_position", tag: "unprotected" } as const;
    await this.obey(await this.session.fold(event, ctx.now().getTime()));
  }
}

function newsOf(order: OrderRow, found: VenueOrder): OrderNews {
  return { order, found, time: found.fills[order.fillCount]?.time ?? Number.POSITIVE_INFINITY };
}
