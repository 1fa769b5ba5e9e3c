/** Checks a second of each back-end of the rate limit, one after the other and 64 at once. */
import { existsSync } from "node:fs";
import { systemClock } from "#server/platform/clock.ts";
import { readEnv } from "#server/platform/env.ts";
import { openLog } from "#server/platform/log.ts";
import { openRateLimit, type RateLimit, type RateRule } from "#server/platform/rate-limit.ts";
import { startRedis } from "#tests/support/redis-server.ts";
import { startUpstash } from "#tests/support/upstash-server.ts";

const SECONDS = 2;
const AT_ONCE = 64;
const KEYS = 1_000;
const RULE: RateRule = { name: "bench", limit: 1_000_000, windowSeconds: 60, onOutage: "closed" };

const open = (env: Record<string, string>): RateLimit =>
  openRateLimit(readEnv(env), systemClock, openLog("silent"));

async function measure(rate: RateLimit, atOnce: number): Promise<number> {
  let checks = 0;
  const end = performance.now() + SECONDS * 1000;
  const lane = async () => {
    while (performance.now() < end) await rate.check(RULE, `tenant-${checks++ % KEYS}`);
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: atOnce }, lane));
  return (checks * 1000) / (performance.now() - started);
}

async function report(title: string, rate: RateLimit): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const isReady = await rate.check(RULE, "ready?").then(
      () => true,
      () => false,
    );
    if (isReady) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await measure(rate, AT_ONCE);
  const [alone, together] = [await measure(rate, 1), await measure(rate, AT_ONCE)];
  process.stdout.write(
    `${title.padEnd(24)} ${Math.round(alone).toLocaleString("en").padStart(10)} /s one by one (${(1000 / alone).toFixed(3)} ms each), ${Math.round(together).toLocaleString("en").padStart(10)} /s ${AT_ONCE} at once\n`,
  );
  await rate.close();
}

await report("in the process", open({}));
if (existsSync("/usr/bin/redis-server")) {
  const redis = await startRedis();
  const upstash = await startUpstash(redis.url);
  await report("Redis on loopback", open({ REDIS_URL: redis.url }));
  await report(
    "Upstash's protocol",
    open({ UPSTASH_REDIS_REST_URL: upstash.url, UPSTASH_REDIS_REST_TOKEN: upstash.token }),
  );
  await upstash.close();
  await redis.stop();
} else {
  process.stdout.write("redis-server is not installed: the shared back-ends were not measured\n");
}
