// `npm run bench -- [name]`: builds what is missing, then prints every benchmark's ratios.
import { spawnSync } from "node:child_process";
import { childEnv, ensureBuilt, ensureGenerated, ensureInstalled, NODE, ROOT } from "./install.mjs";

ensureInstalled();
ensureGenerated();
ensureBuilt();
const { status } = spawnSync(NODE, ["bench/run.ts", ...process.argv.slice(2)], {
  cwd: ROOT,
  env: childEnv(),
  stdio: "inherit",
});
process.exit(status ?? 1);
