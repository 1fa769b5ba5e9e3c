import { createHash } from "node:crypto";
import type { Ctx } from "#server/kernel/ctx.ts";
import { bindCustomer, findCustomer } from "./store.ts";

/**
 * The tenant's Stripe customer, made on first use. The binding is a row of ours, unique on both sides; Stripe's
 * metadata only helps a person who reads its dashboard. Calls Stripe: never inside a transaction.
 */
export async function ensureCustomer(ctx: Ctx): Promise<string> {
  const known = await findCustomer(ctx.db);
  if (known) return known;
  const { tenant, actor, ports } = ctx;
  const details = {
    name: tenant.name,
    metadata: { tenant: tenant.id },
    ...(actor.type === "user" ? { email: actor.email } : {}),
  };
  const fingerprint = createHash("sha256").update(JSON.stringify(details)).digest("hex").slice(0, 16);
  const customer = await ports.stripe.client.customers.create(details, {
    idempotencyKey: `customer:${tenant.id}:${fingerprint}`,
  });
  return bindCustomer(ctx.db, customer.id, ctx.now());
}
