import type Stripe from "stripe";
import { z } from "zod";
import type { Ctx } from "#server/kernel/ctx.ts";
import { append } from "#server/kernel/verb.ts";
import { requireRate } from "#server/platform/rate-limit.ts";
import { RATE } from "#server/platform/rate-rules.ts";
import { readBillingState } from "../billing-state.ts";
import { BillingState, CheckoutStage } from "../schema.ts";
import { askingStripe, missing } from "../stripe-outage.ts";
import { syncSubscriptions } from "../sync-subscriptions.ts";
import { findCheckout, setCheckoutStatus } from "./checkout-store.ts";

const RefreshCheckoutInput = z.strictObject({
  /** As Stripe's page put it into the address. One that is not this workspace's is as good as none. */
  sessionId: z.string().max(300).optional(),
});

const CheckoutRefreshed = z.object({ state: BillingState, stage: CheckoutStage });

/**
 * For who comes back from paying: asks Stripe for the present state, so that nobody waits for a webhook. It writes what
 * Stripe says, audited as `subscription.sync` when something changed, and grants nothing by itself.
 */
export const refreshCheckout = append({
  verb: "checkout.refresh",
  permission: "billing:write",
  input: RefreshCheckoutInput,
  output: CheckoutRefreshed,
  async run({ ctx, input: { sessionId } }) {
    await requireRate(ctx.ports.rateLimit, RATE.checkoutRefresh, ctx.tenant.id);
    const session = await askingStripe(async () => {
      const own = await findCheckout(ctx.db, sessionId);
      const { sessions } = ctx.ports.stripe.client.checkout;
      const found = own === null ? null : await sessions.retrieve(own).catch(missing);
      await syncSubscriptions(ctx);
      return found;
    });
    await close(ctx, session);
    const state = await readBillingState(ctx);
    return { state, stage: stageOf(session, state) };
  },
});

/** What it led to is known by now, so nobody need ask again. */
async function close({ db }: Ctx, session: Stripe.Checkout.Session | null): Promise<void> {
  if (session?.status === "complete") await setCheckoutStatus(db, session.id, "complete");
  if (session?.status === "expired") await setCheckoutStatus(db, session.id, "expired");
}

function stageOf(session: Stripe.Checkout.Session | null, { basis }: BillingState): CheckoutStage {
  if (basis === "subscription" || basis === "grace") return "done";
  switch (session?.status) {
    case "open":
      return "open";
    case "expired":
      return "expired";
    case "complete":
      return "processing";
    default:
      return "unknown";
  }
}
