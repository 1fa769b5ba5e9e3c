import { query } from "#server/kernel/verb.ts";
import { isLive } from "../rules.ts";
import { Nothing } from "../schema.ts";
import { findCustomer, listSubscriptions } from "../store.ts";
import { askingStripe } from "../stripe-outage.ts";
import { NextInvoice } from "./schema.ts";
import { sumOf, viewLines } from "./view-invoice.ts";

/** What will be charged next, and when, with the usage so far: Stripe's own preview. */
export const previewNextInvoice = query({
  verb: "invoice.previewNext",
  permission: "billing:read",
  input: Nothing,
  output: NextInvoice,
  async run({ ctx }) {
    const [customer, subscriptions] = await Promise.all([findCustomer(ctx.db), listSubscriptions(ctx.db)]);
    const running = subscriptions.find(isLive);
    if (!customer || !running || running.cancelAt || running.status === "paused") return null;
    const invoice = await askingStripe(() =>
      ctx.ports.stripe.client.invoices.createPreview({ customer, subscription: running.id }),
    );
    return {
      at: (running.trialEnd && running.status === "trialing"
        ? running.trialEnd
        : running.currentPeriodEnd
      ).toISOString(),
      currency: invoice.currency,
      dueMinor: invoice.amount_due,
      discountMinor: sumOf(invoice.total_discount_amounts),
      taxMinor: sumOf(invoice.total_taxes),
      balanceMinor: invoice.amount_due - invoice.total,
      lines: viewLines(invoice.lines),
    };
  },
});
