import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { type RateRule, requireRate } from "#server/platform/rate-limit.ts";

/** Mails that one address can cause, whomever they go to. */
const BY_ADDRESS: RateRule = {
  name: "account-mail-address",
  limit: 30,
  windowSeconds: 3_600,
  onOutage: "closed",
};
/** Mails to one person, whoever causes them. */
const TO_PERSON: RateRule = { name: "account-mail", limit: 5, windowSeconds: 3_600, onOutage: "closed" };
/** Tokens and passwords tried from one address. */
const TRIES: RateRule = { name: "account-link", limit: 60, windowSeconds: 900, onOutage: "closed" };

/** The same for known and unknown e-mail addresses, so that it reveals neither. */
export async function requireMailRate(
  { ports, client }: PlatformCtx,
  kind: string,
  email: string,
): Promise<void> {
  await requireRate(ports.rateLimit, BY_ADDRESS, `${kind} ${client.address}`);
  await requireRate(ports.rateLimit, TO_PERSON, `${kind} ${email}`);
}

export const requireTryRate = ({ ports, client }: PlatformCtx): Promise<void> =>
  requireRate(ports.rateLimit, TRIES, client.address);
