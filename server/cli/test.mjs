// `npm test`: everything, from a bare clone. Installs what is missing, or says what to install.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { childEnv, ensureBuilt, ensureGenerated, ensureInstalled, ROOT } from "./install.mjs";
import { findPostgres, startPostgres } from "./postgres-cluster.mjs";

const REDIS = "/usr/bin/redis-server";
const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

ensureInstalled();
ensureDebianPackages();
ensureGenerated();

const totals = { passed: 0, failed: 0, skipped: 0 };
vitest("unit, architecture and conformance", ["unit", "architecture", "conformance"]);
vitest("integration on PGlite", ["integration"]);
const cluster = startPostgres(findPostgres(), await freePort());
try {
  vitest("integration on PostgreSQL", ["integration"], { TEST_DATABASE_URL: cluster.url });
} finally {
  cluster.stop();
}
ensureBuilt();
playwright();

process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`);
process.exit(totals.failed > 0 ? 1 : 0);

function vitest(title, projects, env = {}) {
  const report = reportOf(
    title,
    [
      "vitest",
      "run",
      ...projects.flatMap((name) => ["--project", name]),
      "--reporter=default",
      "--reporter=json",
    ],
    env,
    "--outputFile.json=",
  );
  // A file that could not even be loaded has failed without a test that says so.
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  const skipped = report.numPendingTests + report.numTodoTests;
  count(report.exitCode, report.numPassedTests, report.numFailedTests + unloaded.length, skipped);
}

function playwright() {
  const { stats, exitCode } = reportOf(
    "end-to-end in Chromium",
    ["playwright", "test", "--reporter=list,json"],
    {},
    null,
  );
  count(exitCode, stats.expected + stats.flaky, stats.unexpected, stats.skipped);
}

/** Runs a test runner with its output shown and returns its JSON report. */
function reportOf(title, [program, ...args], env, outputFlag) {
  process.stdout.write(`\n# ${title}\n`);
  const file = path.join(ROOT, "test-results", `${title.replaceAll(/\W+/g, "-")}.json`);
  rmSync(file, { force: true });
  const { status } = spawnSync(
    path.join(ROOT, "node_modules/.bin", program),
    outputFlag ? [...args, outputFlag + file] : args,
    {
      cwd: ROOT,
      stdio: "inherit",
      env: childEnv({ CHROMIUM_PATH: CHROMIUM, PLAYWRIGHT_JSON_OUTPUT_FILE: file, ...env }),
    },
  );
  if (existsSync(file)) return { ...JSON.parse(readFileSync(file, "utf8")), exitCode: status };
  process.stderr.write(`${title}: the runner ended with ${status} before it could report\n`);
  process.exit(1);
}

/** A runner that fails without a failed test, or that ran none, has failed all the same. */
function count(exitCode, passed, failed, skipped) {
  const isUnexplained = failed === 0 && (exitCode !== 0 || passed === 0);
  totals.passed += passed;
  totals.failed += isUnexplained ? 1 : failed;
  totals.skipped += skipped;
}

/** Chromium, PostgreSQL and Redis come from Debian: installed when we may (root, apt), else named. */
function ensureDebianPackages() {
  const missing = [
    ...(existsSync(CHROMIUM) ? [] : ["chromium"]),
    ...(findPostgres() ? [] : ["postgresql"]),
    ...(existsSync(REDIS) ? [] : ["redis-server"]),
  ];
  if (missing.length === 0) return;
  const mayInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (mayInstall) {
    process.stdout.write(`Installing ${missing.join(", ")} …\n`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update", "-qq"], { stdio: "inherit", env });
    const { status } = spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...missing], {
      stdio: ["ignore", "ignore", "inherit"],
      env,
    });
    if (status === 0) return;
  }
  process.stderr.write(`The tests need ${missing.join(", ")}: sudo apt-get install ${missing.join(" ")}\n`);
  process.exit(1);
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
