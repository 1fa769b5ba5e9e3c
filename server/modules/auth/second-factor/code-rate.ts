import type { Ports } from "#server/kernel/ctx.ts";
import { requireRate } from "#server/platform/rate-limit.ts";
import { RATE } from "#server/platform/rate-rules.ts";

export const requireCodeRate = (ports: Ports, userId: string): Promise<void> =>
  requireRate(ports.rateLimit, RATE.secondFactor, userId);
