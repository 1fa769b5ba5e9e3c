import Stripe from "stripe";
import type { StripePort } from "./ports.ts";

const TIMEOUT_MS = 20_000;
const MAX_RETRIES = 3;

/**
 * The SDK retries 409, 429, 5xx and lost connections with jitter, under one idempotency key.
 * @param sandboxUrl origin of the embedded sandbox; Stripe itself when left out.
 */
export function openStripe(
  secretKey: string,
  webhookSecrets: readonly string[],
  sandboxUrl?: string,
): StripePort {
  const client = new Stripe(secretKey, {
    maxNetworkRetries: MAX_RETRIES,
    timeout: TIMEOUT_MS,
    telemetry: false,
    appInfo: { name: "Marque" },
    ...(sandboxUrl === undefined ? {} : addressOf(new URL(sandboxUrl))),
  });
  return { client, webhookSecrets };
}

function addressOf({ hostname, port, protocol }: URL) {
  return { host: hostname, port, protocol: protocol === "https:" ? ("https" as const) : ("http" as const) };
}
