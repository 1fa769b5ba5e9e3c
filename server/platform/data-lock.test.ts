import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { lockDataDirectory } from "./data-lock.ts";

const fresh = () => mkdtempSync(path.join(tmpdir(), "marque-lock-"));

it("a living process keeps others out", () => {
  const directory = fresh();
  writeFileSync(path.join(directory, "process.lock"), String(process.ppid));
  expect(() => lockDataDirectory(directory)).toThrow(`process ${process.ppid}`);
});

it("a lock of a process that died is taken over", () => {
  const directory = fresh();
  const { pid } = spawnSync("true");
  writeFileSync(path.join(directory, "process.lock"), String(pid));
  lockDataDirectory(directory);
  expect(readFileSync(path.join(directory, "process.lock"), "utf8")).toBe(String(process.pid));
});
