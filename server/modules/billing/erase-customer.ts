import type { Ctx } from "#server/kernel/ctx.ts";
import { findCustomer } from "./store.ts";

/**
 * Deletes the tenant's customer at Stripe: its subscriptions end at once and its cards are forgotten; invoices stay there,
 * as the law asks. Quiet when it is gone already. Calls Stripe: never inside a transaction.
 */
export async function eraseCustomer({ db, ports }: Ctx): Promise<void> {
  const customer = await findCustomer(db);
  if (!customer) return;
  const { customers } = ports.stripe.client;
  const isGone = async () => (await customers.retrieve(customer)).deleted === true;
  if (await isGone()) return;
  try {
    await customers.del(customer);
  } catch (error) {
    if (!(await isGone())) throw error;
  }
}
