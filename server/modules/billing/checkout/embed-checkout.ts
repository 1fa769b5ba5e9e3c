import { AppError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { CheckoutEmbedded, StartCheckoutInput } from "../schema.ts";
import { askingStripe } from "../stripe-outage.ts";
import { openCheckout, writeCheckout } from "./open-checkout.ts";

/** The twin of `startCheckout` for a page of ours: what Stripe's own form on it needs. No card passes through us. */
export const embedCheckout = command({
  verb: "checkout.embed",
  permission: "billing:write",
  input: StartCheckoutInput,
  output: CheckoutEmbedded,
  async prepare({ ctx, input }) {
    if (!ctx.ports.stripe.browser) {
      throw new AppError("unprocessable", "The card is entered on Stripe's page here.", {
        reason: "no_embedded_checkout",
      });
    }
    return askingStripe(() => openCheckout(ctx, input, "embedded_page"));
  },
  async run({ ctx, prepared }) {
    const { row, clientSecret } = prepared;
    if (!clientSecret) throw new Error(`Stripe's checkout session ${row.stripeId} has no client secret.`);
    const audit = await writeCheckout(ctx, prepared);
    return { value: { clientSecret, expiresAt: row.expiresAt.toISOString() }, audit };
  },
});
