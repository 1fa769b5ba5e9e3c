// `npm run demo`: from a bare clone to a running Marque, in one command.
import { spawn } from "node:child_process";
import path from "node:path";
import { childEnv, ensureBuilt, ensureGenerated, ensureInstalled, NODE, ROOT, run } from "./install.mjs";

const env = { NODE_ENV: "production", STRIPE_SANDBOX: "true", SEED: "true", DEMO: "true" };

ensureInstalled();
ensureGenerated();
ensureBuilt();
run("Preparing the database", NODE, ["server/cli/prepare.ts"], env);
serve([path.join(ROOT, "server/main.ts")]);

/** Becomes the server where Node can (24), else stands in front of it and passes signals on. */
function serve(args) {
  const quiet = ["--disable-warning=ExperimentalWarning"];
  process.chdir(ROOT);
  if (typeof process.execve === "function" && process.platform !== "win32") {
    process.execve(NODE, [NODE, ...quiet, ...args], childEnv(env));
  }
  const child = spawn(NODE, [...quiet, ...args], { env: childEnv(env), stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
