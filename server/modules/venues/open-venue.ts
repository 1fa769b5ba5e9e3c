import {
  createDemoFeed,
  createDemoVenue,
  type MarketFeed,
  type TradingVenue,
} from "#server/exchanges/index.ts";
import type { Ctx, Ports } from "#server/kernel/ctx.ts";
import { tenantDemoLedger } from "./demo-ledger.ts";
import { deleteDemoAccount, insertDemoAccount } from "./store.ts";

/** Prices of the demo exchange as the process's clock sees them. */
export function openFeed({ clock }: Pick<Ports, "clock">): MarketFeed {
  return createDemoFeed(() => clock.now().getTime());
}

/** Trading on one demo account of a tenant. */
export function openDemoTrading(ports: Ports, tenantId: string, account: string): TradingVenue {
  return createDemoVenue(tenantDemoLedger(ports, tenantId), account, () => ports.clock.now().getTime());
}

/** A demo account with some quote currency in it; part of the caller's transaction. */
export async function openDemoAccount(
  ctx: Ctx,
  account: string,
  currency: string,
  amount: string,
): Promise<void> {
  await insertDemoAccount(ctx.db, account, { [currency]: amount });
}

/** Removes a demo account with its orders; part of the caller's transaction. */
export async function closeDemoAccount(ctx: Ctx, account: string): Promise<void> {
  await deleteDemoAccount(ctx.db, account);
}
