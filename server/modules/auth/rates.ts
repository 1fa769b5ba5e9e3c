import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { addressKey } from "#server/platform/address-key.ts";
import { requireRate } from "#server/platform/rate-limit.ts";
import { RATE } from "#server/platform/rate-rules.ts";

/** The same for known and unknown e-mail addresses, so that it reveals neither. */
export async function requireMailRate(
  { ports, client }: PlatformCtx,
  kind: string,
  email: string,
): Promise<void> {
  await requireRate(ports.rateLimit, RATE.accountMailAddress, `${kind} ${addressKey(client.address)}`);
  await requireRate(ports.rateLimit, RATE.accountMail, `${kind} ${email}`);
}

/** Guesses at one's own password while signed in. */
const OWN_TRIES: RateRule = { name: "own-password", limit: 10, windowSeconds: 900, onOutage: "closed" };

export const requireOwnTryRate = ({ ports }: PlatformCtx, userId: string): Promise<void> =>
  requireRate(ports.rateLimit, OWN_TRIES, userId);

export const requireTryRate = ({ ports, client }: PlatformCtx): Promise<void> =>
  requireRate(ports.rateLimit, RATE.accountLink, addressKey(client.address));
