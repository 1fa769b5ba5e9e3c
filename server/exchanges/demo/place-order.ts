import { affordableQuantity, roundDown } from "#server/engine/index.ts";
import { MINUTE_MS } from "../timeframe.ts";
import type { OrderRequest } from "../venue.ts";
import { balanceOf, exact, isAtLeast } from "./decimal.ts";
import { demoPrice } from "./demo-candles.ts";
import { demoMarketNamed } from "./demo-feed.ts";
import type { DemoBook, DemoOrder } from "./demo-ledger.ts";
import { fillOrder } from "./fill-order.ts";
import type { DemoMarket } from "./markets.ts";

/** Whoever asks keeps its money as a float, this ledger as a decimal: a budget may seem to exceed it by a rounding error. */
const ROUNDING = 1 - 1e-9;

/**
 * Takes a new order at `now`, which counts as the start of its minute: a market order fills at the price of that minute,
 * a resting one is matched from that minute on. What breaks a rule is kept as rejected, with its reason.
 */
export async function placeOrder(book: DemoBook, request: OrderRequest, now: number): Promise<DemoOrder> {
  const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const market = demoMarketNamed(request.symbol);
  const order: DemoOrder = {
    ...request,
    status: "open",
    createdAt: minute,
    fills: [],
    reason: null,
    matchedUntil: minute,
  };
  const reference = order.type === "market" ? demoPrice(market, now) : Number(order.price);
  const quantity = quantityOf(order, market, reference);
  const reason = await findRejection(book, order, market, reference, quantity);
  if (reason !== null) {
    const rejected: DemoOrder = { ...order, status: "rejected", reason };
    await book.saveOrder(rejected);
    return rejected;
  }
  if (order.type === "market") return fillOrder(book, market, order, minute, reference, quantity);
  await book.saveOrder(order);
  return order;
}

function quantityOf(order: DemoOrder, market: DemoMarket, reference: number): number {
  if (order.amount !== null) return Number(order.amount);
  return affordableQuantity(
    Number(order.quoteAmount),
    reference,
    market.rules.takerFee,
    market.rules.amountStep,
  );
}

async function findRejection(
  book: DemoBook,
  order: DemoOrder,
  market: DemoMarket,
  reference: number,
  quantity: number,
): Promise<string | null> {
  const { amountStep, minNotional, takerFee } = market.rules;
  const isSizedOnce = (order.amount === null) !== (order.quoteAmount === null);
  if (!isSizedOnce || (order.quoteAmount !== null && (order.type !== "market" || order.side !== "buy"))) {
    return "INVALID_SIZE";
  }
  if (!(reference > 0)) return "INVALID_PRICE";
  if (!(quantity > 0)) return "QUANTITY_BELOW_MINIMUM";
  if (roundDown(quantity, amountStep) !== quantity) return "PRECISION";
  if (quantity * reference < minNotional) return "NOTIONAL_BELOW_MINIMUM";
  const held = await heldByOthers(book, order, market);
  if (order.side === "sell") {
    return isAtLeast(balanceOf(book.balances, market.base), held + quantity) ? null : "INSUFFICIENT_BALANCE";
  }
  const cost = order.quoteAmount === null ? quantity * reference * (1 + takerFee) : Number(order.quoteAmount);
  return isAtLeast(balanceOf(book.balances, market.quote), (held + cost) * ROUNDING)
    ? null
    : "INSUFFICIENT_BALANCE";
}

/** What open orders on the same side reserve already; orders of one group reserve once, and with this one not at all. */
async function heldByOthers(book: DemoBook, order: DemoOrder, market: DemoMarket): Promise<number> {
  const groups = new Map<string, number>();
  for (const other of await book.openOrders()) {
    if (other.side !== order.side || other.symbol !== order.symbol) continue;
    if (other.group !== null && other.group === order.group) continue;
    const amount = Number(other.amount);
    const held = order.side === "sell" ? amount : amount * Number(other.price) * (1 + market.rules.takerFee);
    const key = other.group ?? other.clientOrderId;
    groups.set(key, Math.max(groups.get(key) ?? 0, held));
  }
  return [...groups.values()].reduce((total, held) => exact(total).plus(held).toNumber(), 0);
}
