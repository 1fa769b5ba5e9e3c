import type { Balances, DemoLedger } from "#server/exchanges/index.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import {
  findDemoOrder,
  listOpenDemoOrders,
  lockDemoAccount,
  updateDemoBalances,
  upsertDemoOrder,
} from "./store.ts";

/** Demo accounts in the tenant's own tables; one transaction that holds the account's row has it to itself. */
export function tenantDemoLedger(ports: Ports, tenantId: string): DemoLedger {
  return {
    update: (account, work) =>
      ports.tenantDb(tenantId).transaction(async (db) => {
        let balances = await lockDemoAccount(db, account);
        return work({
          get balances() {
            return balances;
          },
          findOrder: (clientOrderId) => findDemoOrder(db, account, clientOrderId),
          openOrders: () => listOpenDemoOrders(db, account),
          saveOrder: (order) => upsertDemoOrder(db, tenantId, account, order),
          async saveBalances(changed: Balances) {
            balances = changed;
            await updateDemoBalances(db, account, changed);
          },
        });
      }, "data"),
  };
}
