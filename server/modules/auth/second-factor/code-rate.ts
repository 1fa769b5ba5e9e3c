import type { Ports } from "#server/kernel/ctx.ts";
import { type RateRule, requireRate } from "#server/platform/rate-limit.ts";

/** Guessing a code while signed in: ten tries in a quarter of an hour. */
const CODES: RateRule = { name: "second-factor", limit: 10, windowSeconds: 900, onOutage: "closed" };

export const requireCodeRate = (ports: Ports, userId: string): Promise<void> =>
  requireRate(ports.rateLimit, CODES, userId);
