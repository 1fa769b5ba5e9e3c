// Plain JavaScript for whatever Node the machine has: it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, linkSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export const ROOT = path.join(import.meta.dirname, "../..");
const BIN = path.join(ROOT, "node_modules/.bin");
/** Node 24 from npm, whatever the machine has. */
export const NODE = path.join(BIN, process.platform === "win32" ? "node.exe" : "node");

/** Installs from the lock file when `node_modules` is missing or was made from another one. */
export function ensureInstalled() {
  const lock = hashOf(readFileSync(path.join(ROOT, "package-lock.json")));
  const stamp = path.join(ROOT, "node_modules/.marque-lock");
  if (existsSync(NODE) && existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  run("Installing packages", process.platform === "win32" ? "npm.cmd" : "npm", [
    "ci",
    "--include=dev",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ]);
  linkNode();
  writeFileSync(stamp, lock);
}

/** Older npm installs the platform's Node but does not link it. */
function linkNode() {
  if (existsSync(NODE)) return;
  const platform = process.platform === "win32" ? "win" : process.platform;
  const own = path.join(ROOT, `node_modules/node-${platform}-${process.arch}/bin/${path.basename(NODE)}`);
  const isNewEnough = Number(process.versions.node.split(".")[0]) >= 24;
  if (!existsSync(own) && !isNewEnough) {
    process.stderr.write(
      `There is no packaged Node 24 for ${platform}-${process.arch}: install Node 24 or newer.\n`,
    );
    process.exit(1);
  }
  linkSync(existsSync(own) ? own : process.execPath, NODE);
}

/** Generates the database client when the schema is newer than it. */
export function ensureGenerated() {
  const schema = hashOf(filesUnder(["prisma/schema"]).map((file) => readFileSync(file)));
  const stamp = path.join(ROOT, "server/generated/.schema");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === schema) return;
  run("Generating the database client", path.join(BIN, "prisma"), ["generate"]);
  writeFileSync(stamp, schema);
}

/** Builds the web application when anything that goes into it has changed. */
export function ensureBuilt() {
  const sources = filesUnder(["app", "components", "server", "prisma", "public"]).concat(
    ["middleware.ts", "next.config.js", "postcss.config.mjs", "package-lock.json", "tsconfig.json"].map(
      (name) => path.join(ROOT, name),
    ),
  );
  const state = hashOf(sources.flatMap((file) => [file, readFileSync(file)]));
  const stamp = path.join(ROOT, ".next/marque-build");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === state) return;
  run("Building (once, about a minute)", path.join(BIN, "next"), ["build"], { NODE_ENV: "production" });
  writeFileSync(stamp, state);
}

/** Runs a program to its end with its output shown only when it fails. */
export function run(title, command, args, env = {}) {
  process.stderr.write(`${title} …\n`);
  const result = spawnSync(command, args, {
    cwd: ROOT,
    env: childEnv(env),
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  if (result.status === 0) return result.stdout;
  process.stderr.write(
    `${result.stdout ?? ""}${result.stderr ?? ""}${result.error ?? ""}\n${title}: failed\n`,
  );
  process.exit(1);
}

/** The environment for our own programs: Node 24 first on the path. */
export function childEnv(extra = {}) {
  return {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: "1",
    PATH: `${BIN}${path.delimiter}${process.env.PATH ?? ""}`,
    ...extra,
  };
}

function filesUnder(folders) {
  return folders
    .flatMap((folder) => readdirSync(path.join(ROOT, folder), { withFileTypes: true, recursive: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !/[/\\]generated[/\\]|\.test\.tsx?$/.test(file))
    .sort();
}

function hashOf(content) {
  const hash = createHash("sha256");
  for (const part of [content].flat()) hash.update(part);
  return hash.digest("hex");
}
