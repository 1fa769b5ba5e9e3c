import { spawn } from "node:child_process";
import { childEnv, NODE } from "./install.mjs";

/** Becomes our Node 24 where Node can (execve), else stands in front of it and passes SIGTERM on. */
export function becomeNode(args, env = {}) {
  const all = ["--disable-warning=ExperimentalWarning", ...args];
  if (typeof process.execve === "function" && process.platform !== "win32") {
    process.execve(NODE, [NODE, ...all], childEnv(env));
  }
  const child = spawn(NODE, all, { env: childEnv(env), stdio: "inherit" });
  // A terminal sends SIGINT to the child as well; twice would mean "at once".
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
