import Stripe from "stripe";
import type { StripePort } from "./ports.ts";

/** The version that the types, the sandbox and the webhook payloads agree on. */
const API_VERSION = "2026-10-28.endive";
const MAX_RETRIES = 2;

/** @param origin of the embedded sandbox; without it the client talks to Stripe itself. */
export function openStripe(key: string, webhookSecrets: readonly string[], origin?: string): StripePort {
  const at = origin ? new URL(origin) : null;
  const client = new Stripe(key, {
    apiVersion: API_VERSION,
    maxNetworkRetries: MAX_RETRIES,
    timeout: 20_000,
    telemetry: false,
    ...(at && { host: at.hostname, port: at.port, protocol: at.protocol === "https:" ? "https" : "http" }),
  });
  return { client, webhookSecrets };
}
