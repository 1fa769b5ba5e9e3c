import type Stripe from "stripe";
import { AppError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { catalogueOf } from "./catalogue/catalogue.ts";
import { requireOwnUrl } from "./checkout/return-url.ts";
import { ensurePortalConfiguration } from "./portal-configuration.ts";
import { OpenPortalInput, PortalOpened } from "./schema.ts";
import { findCustomer, listSubscriptions } from "./store.ts";
import { askingStripe } from "./stripe-outage.ts";

/** A link to Stripe's billing portal: cards, invoices, another plan, cancellation. It works for a short while. */
export const openPortal = command({
  verb: "portal.open",
  permission: "billing:write",
  input: OpenPortalInput,
  output: PortalOpened,
  async prepare({ ctx, input }) {
    const return_url = (await requireOwnUrl(ctx, input.returnUrl)).href;
    const customer = await findCustomer(ctx.db);
    if (!customer) {
      throw new AppError("unprocessable", "There is nothing to show yet: choose a plan first.", {
        reason: "no_customer",
      });
    }
    const { client } = ctx.ports.stripe;
    const [latest] = await listSubscriptions(ctx.db);
    const currency = latest?.currency ?? "usd";
    return askingStripe(async () => {
      const configuration = await ensurePortalConfiguration(client, catalogueOf(ctx.ports), currency);
      return client.billingPortal.sessions.create({
        configuration,
        customer,
        return_url,
        ...(input.task === "add_payment_method" ? { flow_data: addingMethod(return_url) } : {}),
      });
    });
  },
  async run({ prepared }) {
    return { value: { url: prepared.url }, audit: { entityId: prepared.id } };
  },
});

const addingMethod = (return_url: string): Stripe.BillingPortal.SessionCreateParams.FlowData => ({
  type: "payment_method_update",
  after_completion: { type: "redirect", redirect: { return_url } },
});
