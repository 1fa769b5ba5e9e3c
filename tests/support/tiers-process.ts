import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Home } from "#server/platform/database/planes.ts";
import type { Harness, MintedTenant } from "./harness.ts";

export interface MovingProcess {
  /** Resolves when the process has said a line that begins so. */
  saw(line: string): Promise<string>;
  /** Lets it go on from where it waits. */
  goOn(): void;
  kill(): Promise<void>;
}

/** Moves a tenant in another process, which waits at `step`. */
export function moveInProcess(
  { ports }: Pick<Harness, "ports">,
  { tenant }: MintedTenant,
  to: Home,
  { step, url }: { step: string; url?: string },
): MovingProcess {
  const script = new URL("./moving-process.ts", import.meta.url).pathname;
  const args = [script, tenant.slug, JSON.stringify(to), step, ...(url ? [url] : [])];
  const child = spawn(process.execPath, args, {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, NODE_ENV: "test", LOG_LEVEL: "silent", DATABASE_URL: ports.env.DATABASE_URL },
  });
  const ended = once(child, "exit");
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    for (const wake of waiting) wake();
  });
  return {
    saw: (start) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const line = lines.find((each) => each.startsWith(start));
          if (line === undefined) return;
          waiting.delete(look);
          resolve(line);
        };
        waiting.add(look);
        child.once("exit", () => reject(new Error(`It ended after: ${lines.join(", ")}`)));
        look();
      }),
    goOn: () => void child.stdin.write("\n"),
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
