/** Whose frames and calls a page may have beside our own. Scripts need no place here: they run by nonce alone. */
export interface PaymentSources {
  frames: string;
  calls: string;
}

/** Stripe's own, as its security guide lists them for Stripe.js and Checkout. */
const STRIPE: PaymentSources = {
  frames:
    "https://js.stripe.com https://*.js.stripe.com https://checkout.stripe.com https://hooks.stripe.com",
  calls: "https://api.stripe.com https://checkout.stripe.com",
};

/** @param origin of the embedded sandbox, where it stands in for Stripe */
export const paymentSources = (origin: string | undefined): PaymentSources =>
  origin ? { frames: origin, calls: origin } : STRIPE;

/** The one page with a form of Stripe's in it, in a workspace or under its path on the root domain. */
export const isPaymentPage = (path: string): boolean => /\/settings\/billing\/checkout\/[^/]+$/.test(path);
