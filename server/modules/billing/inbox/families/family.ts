import type Stripe from "stripe";
import type { Ctx } from "#server/kernel/ctx.ts";

/** Events that are acted on alike. What they carry is old news: whoever acts asks Stripe for the present. */
export interface StripeEventFamily {
  types: readonly Stripe.Event["type"][];
  apply(args: { ctx: Ctx; type: string; objectId: string | null }): Promise<void>;
}
