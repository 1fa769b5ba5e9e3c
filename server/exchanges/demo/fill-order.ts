import type { VenueFill } from "../venue.ts";
import { addBalance, decimalText, exact } from "./decimal.ts";
import type { DemoBook, DemoOrder } from "./demo-ledger.ts";
import type { DemoMarket } from "./markets.ts";

/** Books one fill of the whole order and moves the money; the others of its group are canceled. */
export async function fillOrder(
  book: DemoBook,
  market: DemoMarket,
  order: DemoOrder,
  time: number,
  price: number,
  quantity: number,
): Promise<DemoOrder> {
  const ratio = order.type === "limit" ? market.rules.makerFee : market.rules.takerFee;
  const fill: VenueFill = {
    fillId: `${order.clientOrderId}-1`,
    time,
    price: decimalText(price),
    amount: decimalText(quantity),
    fee: decimalText(price * quantity * ratio),
    feeCurrency: market.quote,
  };
  const filled: DemoOrder = { ...order, status: "filled", fills: [fill] };
  const cost = exact(fill.price).times(fill.amount);
  const isBuy = order.side === "buy";
  const base = isBuy ? exact(fill.amount) : exact(fill.amount).negated();
  const quote = isBuy ? cost.plus(fill.fee).negated() : cost.minus(fill.fee);
  await book.saveBalances(addBalance(addBalance(book.balances, market.base, base), market.quote, quote));
  await book.saveOrder(filled);
  if (order.group !== null) await cancelGroup(book, order);
  return filled;
}

async function cancelGroup(book: DemoBook, filled: DemoOrder): Promise<void> {
  for (const other of await book.openOrders()) {
    if (other.group === filled.group && other.clientOrderId !== filled.clientOrderId) {
      await book.saveOrder({ ...other, status: "canceled", reason: "GROUP_FILLED" });
    }
  }
}
