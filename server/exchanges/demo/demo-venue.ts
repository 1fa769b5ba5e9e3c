import type { TradingVenue, VenueOrder } from "../venue.ts";
import { VenueError } from "../venue-error.ts";
import type { DemoLedger, DemoOrder } from "./demo-ledger.ts";
import { placeOrder } from "./place-order.ts";
import { settleOrders } from "./settle.ts";

/** Trading on one account of the demo exchange. Deterministic: prices follow from the clock, all else from the ledger. */
export function createDemoVenue(ledger: DemoLedger, account: string, now: () => number): TradingVenue {
  return {
    createOrder(request) {
      return ledger.update(account, async (book) => {
        await settleOrders(book, now());
        const known = await book.findOrder(request.clientOrderId);
        return toVenueOrder(known ?? (await placeOrder(book, request, now())));
      });
    },
    fetchOrder(clientOrderId) {
      return ledger.update(account, async (book) => {
        await settleOrders(book, now());
        const order = await book.findOrder(clientOrderId);
        return order === null ? null : toVenueOrder(order);
      });
    },
    fetchOpenOrders(symbol) {
      return ledger.update(account, async (book) => {
        await settleOrders(book, now());
        return (await book.openOrders()).filter((order) => order.symbol === symbol).map(toVenueOrder);
      });
    },
    cancelOrder(clientOrderId) {
      return ledger.update(account, async (book) => {
        await settleOrders(book, now());
        const order = await book.findOrder(clientOrderId);
        if (order === null) throw new VenueError("UNKNOWN_ORDER", `There is no order ${clientOrderId}`, true);
        if (order.status !== "open") return toVenueOrder(order);
        const canceled: DemoOrder = { ...order, status: "canceled", reason: "REQUESTED" };
        await book.saveOrder(canceled);
        return toVenueOrder(canceled);
      });
    },
    fetchBalances() {
      return ledger.update(account, async (book) => {
        await settleOrders(book, now());
        return book.balances;
      });
    },
  };
}

function toVenueOrder({ matchedUntil: _, ...order }: DemoOrder): VenueOrder {
  return order;
}
