import type Stripe from "stripe";
import type { Ctx, Ports } from "#server/kernel/ctx.ts";

interface StripeEventNews {
  ctx: Ctx;
  type: string;
  objectId: string | null;
}

interface Types {
  types: readonly Stripe.Event["type"][];
}

/**
 * Events that are acted on alike. Any of them makes the worker ask Stripe for the tenant's subscriptions, so whichever
 * comes first brings the state; what they carry is old news.
 */
export interface StripeEventFamily extends Types {
  scope: "tenant";
  /** What is done beyond that, after it. Doing it again must change nothing. */
  apply?(news: StripeEventNews): Promise<void>;
  /** Where the object names its customer only through another: asks Stripe whose it is. */
  findCustomer?(stripe: Stripe, objectId: string): Promise<string | null>;
}

/** Events that concern no tenant, but what all of them buy. */
export interface PlatformStripeEventFamily extends Types {
  scope: "platform";
  apply(news: { ports: Ports; type: string; objectId: string | null }): Promise<void>;
}
