import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { LRUCache } from "lru-cache";
import { AppError } from "#server/kernel/errors.ts";
import type { Clock } from "./clock.ts";
import type { Env } from "./env.ts";

/** At most `limit` in any `windowSeconds`, estimated from two neighbouring fixed windows. */
export interface RateRule {
  name: string;
  limit: number;
  windowSeconds: number;
}

export interface RateVerdict {
  isAllowed: boolean;
  remaining: number;
  retryAfterSeconds: number;
}

export interface RateLimit {
  check(rule: RateRule, key: string): Promise<RateVerdict>;
}

/** Upstash where it is configured, so that many processes count together; else this process counts alone. */
export function openRateLimit(env: Env, clock: Clock): RateLimit {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = env;
  return url && token ? upstashRateLimit(new Redis({ url, token }), clock) : localRateLimit(clock);
}

/** @throws AppError `rate_limited` that says when to come back. */
export async function requireRate(rateLimit: RateLimit, rule: RateRule, key: string): Promise<void> {
  const { isAllowed, retryAfterSeconds } = await rateLimit.check(rule, key);
  if (isAllowed) return;
  throw new AppError("rate_limited", `Too many attempts. Try again in ${retryAfterSeconds} seconds.`, {
    reason: rule.name,
    limit: rule.limit,
    retryAfterSeconds,
  });
}

const MAX_KEYS = 100_000;

interface Counter {
  window: number;
  current: number;
  previous: number;
}

export function localRateLimit(clock: Clock): RateLimit {
  const counters = new LRUCache<string, Counter>({ max: MAX_KEYS });
  return {
    async check({ name, limit, windowSeconds }, key) {
      const elapsed = clock.now().getTime() / 1000 / windowSeconds;
      const window = Math.floor(elapsed);
      const counter = roll(counters.get(`${name} ${key}`), window);
      const share = 1 - (elapsed - window);
      const used = counter.current + counter.previous * share;
      const isAllowed = used + 1 <= limit;
      if (isAllowed) counter.current++;
      counters.set(`${name} ${key}`, counter);
      return {
        isAllowed,
        remaining: Math.max(0, Math.floor(limit - used - (isAllowed ? 1 : 0))),
        retryAfterSeconds: isAllowed ? 0 : Math.max(1, Math.ceil(share * windowSeconds)),
      };
    },
  };
}

function roll(known: Counter | undefined, window: number): Counter {
  if (known?.window === window) return known;
  const previous = known?.window === window - 1 ? known.current : 0;
  return { window, current: 0, previous };
}

function upstashRateLimit(redis: Redis, clock: Clock): RateLimit {
  const limiters = new Map<string, Ratelimit>();
  return {
    async check(rule, key) {
      const limiter = limiters.get(rule.name) ?? create(rule);
      const { success, remaining, reset } = await limiter.limit(key);
      const retryAfterSeconds = Math.max(1, Math.ceil((reset - clock.now().getTime()) / 1000));
      return { isAllowed: success, remaining, retryAfterSeconds: success ? 0 : retryAfterSeconds };
    },
  };

  function create({ name, limit, windowSeconds }: RateRule): Ratelimit {
    const window = Ratelimit.slidingWindow(limit, `${windowSeconds} s`);
    const limiter = new Ratelimit({ redis, limiter: window, prefix: `marque:${name}` });
    limiters.set(name, limiter);
    return limiter;
  }
}
