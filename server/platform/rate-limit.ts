import { AppError, isAppError } from "#server/kernel/errors.ts";
import type { Clock } from "./clock.ts";
import type { Env } from "./env.ts";
import type { Log } from "./log.ts";
import { localRateLimit } from "./rate-limit-local.ts";
import { sharedRateLimit } from "./rate-limit-shared.ts";
import { openRedisScripts, openUpstashScripts } from "./redis.ts";

/** At most `limit` units in any `windowSeconds`, estimated from two neighbouring fixed windows. */
export interface RateRule {
  name: string;
  limit: number;
  windowSeconds: number;
  /**
   * While the shared counter can't be reached: `closed` refuses, `open` lets pass what this process alone would have
   * let pass. Guessing secrets must not become free by an outage, reading must not stop.
   */
  onOutage: "open" | "closed";
}

export interface RateVerdict {
  rule: RateRule;
  isAllowed: boolean;
  /** Whole units left in the present window. */
  remaining: number;
  /** Until the present window ends and units come back; at least 1. */
  resetSeconds: number;
}

export interface RateLimit {
  /**
   * Counts `cost` units of `key` under the rule. A call that is already over the limit counts nothing; one that does not
   * fit in what is left is refused and uses it up.
   * @throws AppError `unavailable` when a rule that fails closed can't be counted
   */
  check(rule: RateRule, key: string, cost?: number): Promise<RateVerdict>;
  close(): Promise<void>;
}

/** Redis or Upstash where configured, so that many processes count together; else this process counts alone. */
export function openRateLimit(env: Env, clock: Clock, log: Log): RateLimit {
  const local = localRateLimit(clock);
  const { REDIS_URL, UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = env;
  const complain = (error: unknown) => log.warn({ err: error }, "the rate limit's counter can't be reached");
  if (REDIS_URL) return sharedRateLimit(openRedisScripts(REDIS_URL, complain), local, complain);
  if (url && token) return sharedRateLimit(openUpstashScripts(url, token), local, complain);
  return local;
}

/** @throws AppError `rate_limited` that says how much is allowed and when to come back. */
export async function requireRate(rateLimit: RateLimit, rule: RateRule, key: string): Promise<void> {
  const verdict = await rateLimit.check(rule, key);
  if (!verdict.isAllowed) throw tooMany(verdict);
}

export function tooMany({ rule, resetSeconds }: RateVerdict, more: Record<string, unknown> = {}): AppError {
  return new AppError(
    "rate_limited",
    `Too many requests: at most ${rule.limit} in ${inWords(rule.windowSeconds)}. Try again in ${inWords(resetSeconds)}.`,
    {
      reason: rule.name,
      limit: rule.limit,
      windowSeconds: rule.windowSeconds,
      retryAfterSeconds: resetSeconds,
      ...more,
    },
  );
}

/** The verdict that `tooMany` has made into an error; null for any other error. */
export function refusedBy(error: unknown): RateVerdict | null {
  if (!isAppError(error) || error.code !== "rate_limited") return null;
  const { reason: name, limit, windowSeconds, retryAfterSeconds: resetSeconds } = error.details;
  if (typeof name !== "string" || typeof limit !== "number") return null;
  if (typeof windowSeconds !== "number" || typeof resetSeconds !== "number") return null;
  return {
    rule: { name, limit, windowSeconds, onOutage: "closed" },
    isAllowed: false,
    remaining: 0,
    resetSeconds,
  };
}

function inWords(seconds: number): string {
  const [size, unit] = seconds >= 120 ? [Math.ceil(seconds / 60), "minute"] : [seconds, "second"];
  return `${size} ${unit}${size === 1 ? "" : "s"}`;
}
