import type Stripe from "stripe";
import type { Ports } from "#server/kernel/ctx.ts";

const TOLERANCE_SECONDS = 300;

/**
 * The event a signed body carries, or null when nothing proves it: a wrong signature or secret, a stamp more than
 * 300 s off either way, another mode than our key's, or an account that is not ours.
 * @param body as received, byte for byte
 */
export async function verifyStripeEvent(
  ports: Ports,
  body: string,
  signature: string,
): Promise<Stripe.Event | null> {
  const nowMs = ports.clock.now().getTime();
  if (isFromTheFuture(signature, nowMs)) return null;
  const { client, webhookSecrets } = ports.stripe;
  for (const secret of webhookSecrets) {
    const event = await client.webhooks
      .constructEventAsync(body, signature, secret, TOLERANCE_SECONDS, undefined, nowMs)
      .catch(() => null);
    if (event) return isOurs(ports, event) ? event : null;
  }
  return null;
}

/** The SDK refuses old stamps only. */
function isFromTheFuture(signature: string, nowMs: number): boolean {
  const [, stamp] = /(?:^|,)t=(\d+)/.exec(signature) ?? [];
  return Number(stamp) - nowMs / 1000 > TOLERANCE_SECONDS;
}

/** Of the mode of our key, and of our own account. */
export function isOurs({ env }: Ports, event: Stripe.Event): boolean {
  const isLiveKey = /^(?:sk|rk)_live_/.test(env.STRIPE_SECRET_KEY ?? "");
  return event.object === "event" && event.livemode === isLiveKey && event.account === undefined;
}
