import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

/** What the bundler can't pack, or what pages must never do: only processes and commands of their own may reach it. */
const KEPT_OUT = ["server/platform/database/schema-engine.ts", "server/worker/main.ts", "server/main.ts"];
const IMPORT = /^(?:import|export)\s(?!type\s)[^;]*?from\s+"([^"]+)"/gm;
const ROOTS = ["app/**/*.{ts,tsx}", "middleware.ts"];

function importsOf(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(IMPORT)].flatMap(([, name = ""]) => {
    if (name.startsWith("#")) return [name.slice(1)];
    return name.startsWith(".") ? [path.join(path.dirname(file), name)] : [];
  });
}

/** The way from an entrance of the web to a file, if there is one. */
function wayTo(target: string): string[] | null {
  const cameFrom = new Map<string, string | null>();
  const queue = globSync(ROOTS);
  for (const root of queue) cameFrom.set(root, null);
  for (let file = queue.shift(); file; file = queue.shift()) {
    if (file === target) {
      const way: string[] = [];
      for (let at: string | null = file; at; at = cameFrom.get(at) ?? null) way.unshift(at);
      return way;
    }
    for (const next of importsOf(file)) {
      if (cameFrom.has(next) || !existsSync(next) || !/\.tsx?$/.test(next)) continue;
      cameFrom.set(next, file);
      queue.push(next);
    }
  }
  return null;
}

it.each(KEPT_OUT)("no page or route reaches %s", (target) => {
  expect(existsSync(target)).toBe(true);
  expect(wayTo(target)).toBeNull();
});

it("finds a way where there is one", () => {
  expect(wayTo("server/modules/billing/rules.ts")?.length).toBeGreaterThan(2);
});
