/** `npm run bench`: every benchmark, one after the other, so that they do not disturb each other. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";

const only = process.argv.slice(2);
const names = readdirSync(import.meta.dirname)
  .filter(
    (name) =>
      name.endsWith(".ts") && !["run.ts", "server-process.ts", "databases.ts", "median.ts"].includes(name),
  )
  .filter((name) => only.length === 0 || only.some((part) => name.includes(part)));

for (const name of names.toSorted()) {
  process.stdout.write(`\n# bench/${name}\n`);
  const { status } = spawnSync(process.execPath, ["--expose-gc", path.join(import.meta.dirname, name)], {
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}
