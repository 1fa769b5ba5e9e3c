import Stripe from "stripe";
import type { StripePort } from "./ports.ts";

const TIMEOUT_MS = 20_000;
const MAX_RETRIES = 3;
const SCRIPT_ORIGIN = "https://js.stripe.com";
/** Of the release that `stripe` and `@stripe/stripe-js` are pinned to. */
const SCRIPT_PATH = "/endive/stripe.js";
const SANDBOX_KEY = "pk_test_sandbox";

/**
 * The SDK retries 409, 429, 5xx and lost connections with jitter, under one idempotency key.
 * @param sandboxUrl origin of the embedded sandbox; Stripe itself when left out.
 * @param publishableKey lets cards be entered on pages of ours, in Stripe's own form
 */
export function openStripe(
  secretKey: string,
  webhookSecrets: readonly string[],
  sandboxUrl?: string,
  publishableKey = sandboxUrl && SANDBOX_KEY,
): StripePort {
  const client = new Stripe(secretKey, {
    maxNetworkRetries: MAX_RETRIES,
    timeout: TIMEOUT_MS,
    telemetry: false,
    appInfo: { name: "Marque" },
    ...(sandboxUrl === undefined ? {} : addressOf(new URL(sandboxUrl))),
  });
  const scriptUrl = new URL(SCRIPT_PATH, sandboxUrl ?? SCRIPT_ORIGIN).href;
  return { client, webhookSecrets, browser: publishableKey ? { publishableKey, scriptUrl } : null };
}

function addressOf({ hostname, port, protocol }: URL) {
  return { host: hostname, port, protocol: protocol === "https:" ? ("https" as const) : ("http" as const) };
}
