import { spawn } from "node:child_process";
import { childEnv, NODE } from "./install.mjs";

/** Becomes our Node 24 where Node can (execve), else stands in front of it and passes signals on. */
export function becomeNode(args, env = {}) {
  const all = ["--disable-warning=ExperimentalWarning", ...args];
  if (typeof process.execve === "function" && process.platform !== "win32") {
    process.execve(NODE, [NODE, ...all], childEnv(env));
  }
  const child = spawn(NODE, all, { env: childEnv(env), stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
