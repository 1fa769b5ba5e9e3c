// A throw-away PostgreSQL cluster from Debian's packages, for the integration tests.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const isRoot = process.getuid?.() === 0;

/** @returns the folder of `initdb`, or null when PostgreSQL is not installed. */
export function findPostgres() {
  const base = "/usr/lib/postgresql";
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  return (
    versions.map((version) => path.join(base, version, "bin")).find((bin) => existsSync(`${bin}/initdb`)) ??
    null
  );
}

/** Starts a cluster on `port`; only a durable one waits for the disk at a commit. @returns its URL and how to stop it. */
export function startPostgres(bin, port, isDurable = false) {
  const directory = mkdtempSync(path.join(tmpdir(), "marque-postgres-"));
  chmodSync(directory, 0o777);
  const data = path.join(directory, "data");
  const as = (...command) => {
    // PostgreSQL refuses to run as root; Debian's package made a user for it.
    const [program, ...args] = isRoot ? ["runuser", "-u", "postgres", "--", ...command] : command;
    const result = spawnSync(program, args, { encoding: "utf8", cwd: directory });
    if (result.status !== 0) throw new Error(`${command[0]}: ${result.stderr ?? ""}${result.stdout ?? ""}`);
  };
  as(
    `${bin}/initdb`,
    "-D",
    data,
    "-U",
    "owner",
    "--auth=trust",
    "--no-sync",
    "-E",
    "UTF8",
    "--locale=C.UTF-8",
  );
  const options = `-p ${port} -k ${directory} -c listen_addresses=127.0.0.1 -c fsync=${isDurable ? "on" : "off"} -c max_connections=200`;
  as(`${bin}/pg_ctl`, "-D", data, "-w", "-l", path.join(directory, "log"), "-o", options, "start");
  return {
    url: `postgresql://owner@127.0.0.1:${port}/postgres`,
    stop() {
      as(`${bin}/pg_ctl`, "-D", data, "-m", "immediate", "stop");
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
