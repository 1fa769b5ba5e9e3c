import { appendFile, mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { Periodic } from "#server/kernel/background.ts";
import type { Env } from "#server/platform/env.ts";
import type { ChainHead } from "./chain.ts";
import { listHeads } from "./read-store.ts";

const EVERY_MS = 3_600_000;
const Anchor = z.object({ at: z.string(), scope: z.string(), seq: z.coerce.bigint(), hash: z.string() });

const fileOf = (env: Env): string => path.join(env.DATA_DIR, "audit-anchors.jsonl");

/**
 * Writes every hour where each chain ends into a file that the database can't reach: whoever cuts a chain back, head
 * and all, is betrayed by it. One line a chain that has grown.
 */
export function keepAnchors(): Periodic {
  const known = new Map<string, bigint>();
  return {
    name: "audit-anchors",
    everyMs: EVERY_MS,
    async run({ env, systemDb, clock }) {
      const grown = (await listHeads(systemDb.client)).filter(({ scope, seq }) => known.get(scope) !== seq);
      if (grown.length === 0) return;
      const at = clock.now().toISOString();
      const lines = grown.map(({ scope, seq, hash }) =>
        JSON.stringify({ at, scope, seq: String(seq), hash }),
      );
      await mkdir(env.DATA_DIR, { recursive: true });
      await appendFile(fileOf(env), `${lines.join("\n")}\n`, { mode: 0o600 });
      for (const { scope, seq } of grown) known.set(scope, seq);
    },
  };
}

/** Earlier ends by scope; empty when none were written yet. A torn last line is left out. */
export async function readAnchors(env: Env): Promise<Map<string, ChainHead[]>> {
  const text = await readFile(fileOf(env), "utf8").catch(() => "");
  const anchors = text.split("\n").flatMap((line) => {
    try {
      return [Anchor.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
  return Map.groupBy(anchors, ({ scope }) => scope);
}
