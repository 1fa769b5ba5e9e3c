import type { VenueOrder } from "../venue.ts";

/** An order as the demo exchange keeps it: `matchedUntil` is the first minute (Unix ms) it has not yet been matched against. */
export interface DemoOrder extends VenueOrder {
  readonly matchedUntil: number;
}

export type Balances = Readonly<Record<string, string>>;

/** One account, while nobody else touches it. */
export interface DemoBook {
  readonly balances: Balances;
  findOrder(clientOrderId: string): Promise<DemoOrder | null>;
  openOrders(): Promise<readonly DemoOrder[]>;
  saveOrder(order: DemoOrder): Promise<void>;
  saveBalances(balances: Balances): Promise<void>;
}

/** Where the accounts of the demo exchange live. `update` is one transaction that has the account to itself. */
export interface DemoLedger {
  update<T>(account: string, work: (book: DemoBook) => Promise<T>): Promise<T>;
}

/** Accounts in memory, for tests: each change becomes visible only when its `work` succeeds. */
export function createMemoryLedger(opening: Balances): DemoLedger {
  const accounts = new Map<string, { balances: Balances; orders: Map<string, DemoOrder> }>();
  let queue: Promise<unknown> = Promise.resolve();
  return {
    update(account, work) {
      const result = queue.then(async () => {
        const kept = accounts.get(account) ?? { balances: opening, orders: new Map<string, DemoOrder>() };
        const draft = { balances: kept.balances, orders: new Map(kept.orders) };
        const value = await work({
          get balances() {
            return draft.balances;
          },
          findOrder: async (id) => draft.orders.get(id) ?? null,
          openOrders: async () => [...draft.orders.values()].filter((order) => order.status === "open"),
          saveOrder: async (order) => {
            draft.orders.set(order.clientOrderId, order);
          },
          saveBalances: async (balances) => {
            draft.balances = balances;
          },
        });
        accounts.set(account, draft);
        return value;
      });
      queue = result.catch(() => undefined);
      return result;
    },
  };
}
