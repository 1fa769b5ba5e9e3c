import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Keeps a second process away from the embedded database, which two at once would destroy. A lock whose process has
 * died is taken over; this one is given back when the process ends.
 * @throws Error that names the process in the way.
 */
export function lockDataDirectory(directory: string): void {
  const file = path.join(directory, "process.lock");
  mkdirSync(directory, { recursive: true });
  if (!tryLock(file)) {
    const holder = Number(readFileSync(file, "utf8"));
    if (isAlive(holder)) {
      throw new Error(`Another Marque (process ${holder}) is using ${directory}: stop it, or set DATA_DIR.`);
    }
    rmSync(file, { force: true });
    if (!tryLock(file)) throw new Error(`Another Marque has just started on ${directory}.`);
  }
  process.once("exit", () => rmSync(file, { force: true }));
}

function tryLock(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
