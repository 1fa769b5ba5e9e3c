import { LRUCache } from "lru-cache";
import type { Clock } from "./clock.ts";
import type { RateLimit } from "./rate-limit.ts";

const MAX_KEYS = 100_000;

interface Counter {
  window: number;
  current: number;
  previous: number;
}

/**
 * Counts in this process, by the arithmetic of `@upstash/ratelimit`'s sliding window: what was used in the window before
 * weighs as much as of it still overlaps the last `windowSeconds`, rounded down. (The library's own in-process use would
 * read the system's clock, not ours.)
 */
export function localRateLimit(clock: Clock): RateLimit {
  const counters = new LRUCache<string, Counter>({ max: MAX_KEYS });
  return {
    async check(rule, key, cost = 1) {
      const now = clock.now().getTime();
      const windowMs = rule.windowSeconds * 1000;
      const window = Math.floor(now / windowMs);
      const counter = roll(counters.get(`${rule.name} ${key}`), window);
      const overlap = Math.floor((1 - (now % windowMs) / windowMs) * counter.previous);
      const isFull = counter.current + overlap >= rule.limit;
      if (!isFull) counter.current += cost;
      counters.set(`${rule.name} ${key}`, counter);
      const left = isFull ? -1 : rule.limit - counter.current - overlap;
      return {
        rule,
        isAllowed: left >= 0,
        remaining: Math.max(0, left),
        resetSeconds: Math.max(1, Math.ceil(((window + 1) * windowMs - now) / 1000)),
      };
    },
    async close() {},
  };
}

function roll(known: Counter | undefined, window: number): Counter {
  if (known?.window === window) return known;
  const previous = known?.window === window - 1 ? known.current : 0;
  return { window, current: 0, previous };
}
