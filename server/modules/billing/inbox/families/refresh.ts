import type { Ctx } from "#server/kernel/ctx.ts";

/** Of what only Stripe keeps: open pages ask again. */
export function refresh({ ports, tenant }: Ctx, ...topics: readonly ("invoice" | "paymentMethod")[]): void {
  for (const topic of topics) ports.live.publish(tenant.id, { topic });
}
