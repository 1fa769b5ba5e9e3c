import { command } from "#server/kernel/verb.ts";
import { CheckoutStarted, StartCheckoutInput } from "../schema.ts";
import { askingStripe } from "../stripe-outage.ts";
import { openCheckout, writeCheckout } from "./open-checkout.ts";

/**
 * Opens Stripe Checkout for a plan. The client names the plan and the interval, never a price. Asking again for the
 * same while it is open, twice at once too, answers the same page; asking for another closes the first.
 */
export const startCheckout = command({
  verb: "checkout.start",
  permission: "billing:write",
  input: StartCheckoutInput,
  output: CheckoutStarted,
  prepare: ({ ctx, input }) => askingStripe(() => openCheckout(ctx, input, "hosted_page")),
  async run({ ctx, prepared }) {
    const { stripeId, url, expiresAt } = prepared.row;
    if (!url) throw new Error(`Stripe's checkout session ${stripeId} has no address.`);
    const audit = await writeCheckout(ctx, prepared);
    return { value: { url, expiresAt: expiresAt.toISOString() }, audit };
  },
});
