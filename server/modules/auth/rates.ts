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

export const requireOwnTryRate = ({ ports }: PlatformCtx, userId: string): Promise<void> =>
  requireRate(ports.rateLimit, RATE.ownPassword, userId);

export const requireTryRate = ({ ports, client }: PlatformCtx): Promise<void> =>
  requireRate(ports.rateLimit, RATE.accountLink, addressKey(client.address));
