import type Stripe from "stripe";
import type { Ctx } from "#server/kernel/ctx.ts";
import type { checkoutTrial } from "../rules.ts";

type Params = Stripe.Checkout.SessionCreateParams;

/** Where the card is entered: on a page of Stripe's, or in a form of Stripe's on a page of ours. */
export type UiMode = "hosted_page" | "embedded_page";

/** Stripe works out the tax from the address, and asks companies for their tax id. */
const TAXED: Partial<Params> = {
  automatic_tax: { enabled: true },
  billing_address_collection: "required",
  tax_id_collection: { enabled: true },
  customer_update: { address: "auto", name: "auto" },
};

export interface CheckoutTerms {
  customer: string;
  /** Stripe's price. */
  price: string;
  trial: ReturnType<typeof checkoutTrial>;
  returnUrl: string;
  uiMode: UiMode;
}

/** What Stripe is asked to sell. */
export function checkoutParams(
  { tenant, ports }: Ctx,
  { customer, price, trial, returnUrl, uiMode }: CheckoutTerms,
): Params {
  return {
    mode: "subscription",
    ui_mode: uiMode,
    customer,
    client_reference_id: tenant.id,
    line_items: [{ price, quantity: 1 }],
    allow_promotion_codes: true,
    ...(ports.env.STRIPE_TAX ? TAXED : {}),
    ...(uiMode === "embedded_page"
      ? { return_url: afterPayment(returnUrl) }
      : { success_url: afterPayment(returnUrl), cancel_url: returnUrl }),
    subscription_data: { metadata: { tenant: tenant.id }, ...trialParams(trial) },
  };
}

function afterPayment(returnUrl: string): string {
  const url = new URL(returnUrl);
  url.searchParams.set("checkout", "success");
  url.searchParams.delete("session_id");
  return `${url.href}&session_id={CHECKOUT_SESSION_ID}`;
}

function trialParams(trial: CheckoutTerms["trial"]): Stripe.Checkout.SessionCreateParams.SubscriptionData {
  if (!trial) return {};
  return "days" in trial
    ? { trial_period_days: trial.days }
    : { trial_end: Math.floor(trial.end.getTime() / 1000) };
}
