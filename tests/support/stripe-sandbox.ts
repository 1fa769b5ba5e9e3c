import Stripe from "stripe";
import { manualClock } from "#server/platform/clock.ts";
import { countingIds, createStripeSandbox, type StripeSandboxOptions } from "#server/sandbox/stripe/index.ts";

export const WEBHOOK_SECRET = "whsec_test";
export const START = new Date("2026-11-01T10:00:00Z");

export interface ReceivedWebhook {
  body: string;
  signature: string;
}

interface RigOptions extends Partial<StripeSandboxOptions> {
  /** What the endpoint answers; default 200. */
  respond?: (received: ReceivedWebhook) => number | Promise<number>;
}

/** A sandbox on a free port with a still clock, the real SDK pointed at it, and an endpoint that records. */
export async function startSandbox({ respond = () => 200, ...options }: RigOptions = {}) {
  const clock = manualClock(START);
  const received: ReceivedWebhook[] = [];
  const sandbox = createStripeSandbox({
    storage: "memory",
    clock,
    nodeEnv: "test",
    newId: countingIds(),
    webhookSecret: WEBHOOK_SECRET,
    webhookUrl: "http://receiver.invalid/hook",
    merchantName: "Marque",
    isSelfDriven: false,
    onError: (error) => {
      throw error;
    },
    post: async (_url, body, headers) => {
      const webhook = { body, signature: headers["stripe-signature"] ?? "" };
      received.push(webhook);
      return respond(webhook);
    },
    ...options,
  });
  const port = await sandbox.listen(0);
  const stripe = new Stripe("sk_test_rig", {
    host: "127.0.0.1",
    port,
    protocol: "http",
    maxNetworkRetries: 0,
  });
  return {
    sandbox,
    stripe,
    received,
    port,
    url: sandbox.url,
    /** Moves the wall clock: what retries and signatures go by. */
    passTime: (ms: number) => clock.advance(ms),
    eventsReceived: (): { id: string; type: string }[] => received.map(({ body }) => JSON.parse(body)),
    /** Sends a hosted page's form as a browser would, without following the redirect. */
    submit: (path: string, fields: Record<string, string>) =>
      fetch(new URL(path, sandbox.url), {
        method: "POST",
        body: new URLSearchParams(fields),
        redirect: "manual",
        headers: { origin: sandbox.url },
      }),
  };
}

export type SandboxRig = Awaited<ReturnType<typeof startSandbox>>;

export const card = (number: string) => ({
  email: "ada@acme.test",
  name: "Ada Lovelace",
  country: "GB",
  number,
  expiry: "12 / 34",
  cvc: "123",
});

/** A product with a monthly price of $79.99. */
export async function seedPrice(stripe: Stripe, terms: Partial<Stripe.PriceCreateParams> = {}) {
  const product = await stripe.products.create({ name: "Professional", metadata: { plan: "professional" } });
  const price = await stripe.prices.create({
    product: product.id,
    currency: "usd",
    unit_amount: 7999,
    recurring: { interval: "month" },
    ...terms,
  });
  return { product, price };
}

export async function openCheckout(
  stripe: Stripe,
  price: string,
  terms: Partial<Stripe.Checkout.SessionCreateParams> = {},
) {
  return stripe.checkout.sessions.create({
    mode: "subscription",
    line_items: [{ price, quantity: 1 }],
    success_url: "http://acme.test/billing?session={CHECKOUT_SESSION_ID}",
    cancel_url: "http://acme.test/billing",
    ...terms,
  });
}
