import { createClient } from "@redis/client";
import { Redis } from "@upstash/redis";

/** A Redis as far as `@upstash/ratelimit` 2.0 uses it: `EVALSHA`, and `EVAL` when the script is not loaded yet. */
export interface RedisScripts {
  redis: Redis;
  close(): Promise<void>;
}

/**
 * Any Redis from version 2.6 on, by its own protocol. Connects in the background and again after every loss; meanwhile a
 * command fails at once rather than wait.
 */
export function openRedisScripts(url: string, onError: (error: unknown) => void): RedisScripts {
  const client = createClient({ url, disableOfflineQueue: true });
  client.on("error", onError);
  client.connect().catch(onError);
  const call = (keys: string[], args: unknown[]) => ({ keys, arguments: args.map(String) });
  const scripts = {
    evalsha: (hash: string, keys: string[], args: unknown[]) => client.evalSha(hash, call(keys, args)),
    eval: (script: string, keys: string[], args: unknown[]) => client.eval(script, call(keys, args)),
  };
  return {
    redis: onlyScripts(scripts),
    async close() {
      client.destroy();
    },
  };
}

/** Upstash by its REST protocol. */
export function openUpstashScripts(url: string, token: string): RedisScripts {
  const redis = new Redis({ url, token, retry: false, enableTelemetry: false });
  return { redis, async close() {} };
}

/** Guarantees the two commands that single-region limiters without analytics, deny list or dynamic limits call. */
const onlyScripts = (scripts: Record<"evalsha" | "eval", unknown>) => scripts as unknown as Redis;
