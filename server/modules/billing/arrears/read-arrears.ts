import type { Ports } from "#server/kernel/ctx.ts";
import { findCustomer } from "../store.ts";
import { workerCtx } from "../sync-subscriptions.ts";

/** What a tenant owes. */
export interface Arrears {
  amountMinor: number;
  currency: string;
  /** Stripe's page, where the oldest open invoice is paid. */
  url: string | null;
}

/** Asks Stripe what of the tenant's subscriptions is unpaid now; null when nothing is. */
export async function readArrears(ports: Ports, tenantId: string): Promise<Arrears | null> {
  const ctx = await workerCtx(ports, tenantId);
  const customer = ctx && (await findCustomer(ctx.db));
  if (!customer) return null;
  const { data } = await ports.stripe.client.invoices.list({ customer, status: "open", limit: 100 });
  const owed = data.filter(
    ({ parent, amount_remaining }) => parent?.type === "subscription_details" && amount_remaining > 0,
  );
  const oldest = owed.at(-1);
  if (!oldest) return null;
  return {
    amountMinor: owed
      .filter(({ currency }) => currency === oldest.currency)
      .reduce((sum, { amount_remaining }) => sum + amount_remaining, 0),
    currency: oldest.currency,
    url: oldest.hosted_invoice_url ?? null,
  };
}
