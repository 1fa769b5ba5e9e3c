import { Ratelimit } from "@upstash/ratelimit";
import { AppError } from "#server/kernel/errors.ts";
import type { RateLimit, RateRule } from "./rate-limit.ts";
import type { RedisScripts } from "./redis.ts";

const TIMEOUT_MS = 500;
const COMPLAIN_EVERY_MS = 10_000;
const OUTAGE_RETRY_SECONDS = 5;

/** Counts in a Redis that all processes share, through `@upstash/ratelimit`. */
export function sharedRateLimit(
  { redis, close }: RedisScripts,
  local: RateLimit,
  onOutage: (error: unknown) => void,
): RateLimit {
  const limiters = new Map<string, Ratelimit>();
  let lastComplaint = Number.NEGATIVE_INFINITY;
  return {
    async check(rule, key, cost = 1) {
      try {
        const { success, remaining, reset, reason } = await limiterOf(rule).limit(key, { rate: cost });
        // The library lets pass whatever takes too long; the rule decides that, not the library.
        if (reason === "timeout") throw new Error(`No answer within ${TIMEOUT_MS} ms.`);
        const resetSeconds = Math.max(1, Math.ceil((reset - Date.now()) / 1000));
        return { rule, isAllowed: success, remaining, resetSeconds };
      } catch (error) {
        complain(error);
        if (rule.onOutage === "open") return local.check(rule, key, cost);
        throw new AppError("unavailable", "This can't be done safely just now. Try again in a moment.", {
          reason: "rate_limit_unavailable",
          retryAfterSeconds: OUTAGE_RETRY_SECONDS,
        });
      }
    },
    close,
  };

  function limiterOf({ name, limit, windowSeconds }: RateRule): Ratelimit {
    const id = `${name}:${limit}:${windowSeconds}`;
    const known = limiters.get(id);
    if (known) return known;
    const limiter = new Ratelimit({
      redis,
      limiter: Ratelimit.slidingWindow(limit, `${windowSeconds} s`),
      prefix: `rate:${name}`,
      // Its memory of the refused would outlast what the sliding window allows.
      ephemeralCache: false,
      timeout: TIMEOUT_MS,
    });
    limiters.set(id, limiter);
    return limiter;
  }

  function complain(error: unknown): void {
    const now = performance.now();
    if (now - lastComplaint < COMPLAIN_EVERY_MS) return;
    lastComplaint = now;
    onOutage(error);
  }
}
