import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "#server/platform/clock.ts";
import { type Env, readEnv } from "#server/platform/env.ts";
import { openLog } from "#server/platform/log.ts";
import { openRateLimit, type RateLimit, type RateRule, requireRate } from "#server/platform/rate-limit.ts";
import { type RedisServer, startRedis } from "#tests/support/redis-server.ts";
import { startUpstash, type UpstashServer } from "#tests/support/upstash-server.ts";

let redis: RedisServer;
let upstash: UpstashServer;
beforeAll(async () => {
  redis = await startRedis();
  upstash = await startUpstash(redis.url);
});
afterAll(async () => {
  await upstash.close();
  await redis.stop();
});

const open = (env: Record<string, string>): RateLimit =>
  openRateLimit(readEnv(env) satisfies Env, systemClock, openLog("silent"));

const settings: Record<string, () => Record<string, string>> = {
  "in the process": () => ({}),
  "in Redis": () => ({ REDIS_URL: redis.url }),
  "at Upstash": () => ({ UPSTASH_REDIS_REST_URL: upstash.url, UPSTASH_REDIS_REST_TOKEN: upstash.token }),
};

/** Every rule of its own name, so that no test counts into another's. */
let rules = 0;
const ruleOf = (limit: number, windowSeconds = 60): RateRule => ({
  name: `rule-${++rules}`,
  limit,
  windowSeconds,
  onOutage: "closed",
});

describe.each(Object.entries(settings))("counting %s", (_, env) => {
  let rate: RateLimit;
  // Only the date stands still: the library reads it for its windows, and sockets need real timers.
  beforeEach(async () => {
    rate = open(env());
    const probe = ruleOf(1);
    await vi.waitFor(() => rate.check(probe, "is it connected?"), 5_000);
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-05T00:00:00Z") });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await rate.close();
  });
  const advance = (ms: number) => vi.setSystemTime(Date.now() + ms);

  it("allows the limit, then refuses and says when to come back, for each key alone", async () => {
    const rule = ruleOf(3);
    for (const remaining of [2, 1, 0]) {
      expect(await rate.check(rule, "a")).toEqual({ rule, isAllowed: true, remaining, resetSeconds: 60 });
    }
    advance(20_000);
    expect(await rate.check(rule, "a")).toEqual({ rule, isAllowed: false, remaining: 0, resetSeconds: 40 });
    expect((await rate.check(rule, "b")).remaining).toBe(2);
    await expect(requireRate(rate, rule, "a")).rejects.toMatchObject({
      code: "rate_limited",
      details: { reason: rule.name, limit: 3, windowSeconds: 60, retryAfterSeconds: 40 },
    });
  });

  it("slides: the window before weighs as much as of it is still within reach", async () => {
    const rule = ruleOf(10);
    for (let n = 0; n < 10; n++) await rate.check(rule, "a");
    advance(60_000);
    expect((await rate.check(rule, "a")).isAllowed).toBe(false);
    advance(1);
    expect((await rate.check(rule, "a")).isAllowed).toBe(true);
    expect((await rate.check(rule, "a")).isAllowed).toBe(false);
    advance(29_999);
    for (const remaining of [3, 2, 1, 0]) expect((await rate.check(rule, "a")).remaining).toBe(remaining);
    expect((await rate.check(rule, "a")).isAllowed).toBe(false);
    advance(120_000);
    expect((await rate.check(rule, "a")).remaining).toBe(9);
  });

  it("counts a batch by its calls: what does not fit is refused and uses up the rest", async () => {
    const rule = ruleOf(10);
    expect((await rate.check(rule, "a", 7)).remaining).toBe(3);
    expect(await rate.check(rule, "a", 4)).toMatchObject({ isAllowed: false, remaining: 0 });
    expect((await rate.check(rule, "a")).isAllowed).toBe(false);
  });

  it("lets exactly one of 200 at once through at limit − 1", async () => {
    const rule = ruleOf(50);
    await rate.check(rule, "a", 49);
    const verdicts = await Promise.all(Array.from({ length: 200 }, () => rate.check(rule, "a")));
    expect(verdicts.filter(({ isAllowed }) => isAllowed)).toHaveLength(1);
  });
});

describe("processes that share a counter", () => {
  it("count together in Redis, and with those that come by Upstash", async () => {
    const rates = [
      open({ REDIS_URL: redis.url }),
      open({ REDIS_URL: redis.url }),
      open(settings["at Upstash"]?.() ?? {}),
    ];
    const probe = ruleOf(1);
    for (const rate of rates) await vi.waitFor(() => rate.check(probe, "is it connected?"), 5_000);
    const rule = ruleOf(6, 3600);
    const verdicts = await Promise.all(
      Array.from({ length: 30 }, (_, n) => rates[n % rates.length]?.check(rule, "a")),
    );
    expect(verdicts.filter((verdict) => verdict?.isAllowed)).toHaveLength(6);
    for (const rate of rates) await rate.close();
  });
});

describe("when the shared counter can't be reached", () => {
  const outages: Record<string, () => Record<string, string>> = {
    "Redis is gone": () => ({ REDIS_URL: "redis://127.0.0.1:9" }),
    "Upstash is gone": () => ({
      UPSTASH_REDIS_REST_URL: "http://127.0.0.1:9",
      UPSTASH_REDIS_REST_TOKEN: "t",
    }),
  };

  it.each(Object.entries(outages))(
    "%s: a closed rule refuses, an open one goes on counting here",
    async (_, env) => {
      const rate = open(env());
      const closed = ruleOf(2);
      await expect(rate.check(closed, "a")).rejects.toMatchObject({
        code: "unavailable",
        details: { reason: "rate_limit_unavailable" },
      });
      const reading: RateRule = { ...closed, onOutage: "open" };
      const verdicts = [
        await rate.check(reading, "a"),
        await rate.check(reading, "a"),
        await rate.check(reading, "a"),
      ];
      expect(verdicts.map(({ isAllowed }) => isAllowed)).toEqual([true, true, false]);
      await rate.close();
    },
  );

  it("Redis does not answer: the same after half a second, and it counts again once it does", async () => {
    const own = await startRedis();
    const rate = open({ REDIS_URL: own.url });
    const rule = ruleOf(100);
    await vi.waitFor(() => rate.check(rule, "a"), 5_000);
    own.child.kill("SIGSTOP");
    await expect(rate.check(rule, "a")).rejects.toMatchObject({ code: "unavailable" });
    own.child.kill("SIGCONT");
    await vi.waitFor(() => rate.check(rule, "a"), 5_000);
    await rate.close();
    await own.stop();
  });
});
