import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fileJournal, memoryJournal } from "./journal.ts";
import { collection, openStore } from "./store.ts";

const things = collection<{ id: string; size: number }>("thing");
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "journal-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const put = (id: string, size: number) => {
  const store = openStore(fileJournal(directory));
  store.transact((writer) => writer.put(things, { id, size }));
  store.close();
};
const contents = () => openStore(fileJournal(directory)).all(things);

test("state comes back, in the order it was first put", () => {
  put("b", 1);
  put("a", 2);
  put("b", 3);
  expect(contents()).toEqual([
    { id: "b", size: 3 },
    { id: "a", size: 2 },
  ]);
});

test("a line torn by a kill is cut off, and what follows is kept", () => {
  put("a", 1);
  appendFileSync(path.join(directory, "journal.ndjson"), '{"seq":99,"changes":[["thing","x",{"id"');
  put("b", 2);
  expect(contents().map(({ id }) => id)).toEqual(["a", "b"]);
});

test("a crash between the snapshot and the emptying of the log applies nothing twice", () => {
  const store = openStore(fileJournal(directory));
  store.transact((writer) => writer.put(things, { id: "a", size: 1 }));
  store.transact((writer) => writer.remove(things, "a"));
  const log = readFileSync(path.join(directory, "journal.ndjson"));
  openStore(fileJournal(directory));
  writeFileSync(path.join(directory, "journal.ndjson"), log);
  expect(contents()).toEqual([]);
});

test("a change that throws leaves no trace, in memory or on disk", () => {
  const store = openStore(memoryJournal());
  store.transact((writer) => writer.put(things, { id: "a", size: 1 }));
  const failing = () =>
    store.transact((writer) => {
      writer.put(things, { id: "a", size: 2 });
      writer.put(things, { id: "b", size: 1 });
      writer.remove(things, "a");
      throw new Error("no");
    });
  expect(failing).toThrow("no");
  expect(store.all(things)).toEqual([{ id: "a", size: 1 }]);
});

test("what was answered survives kill -9", async () => {
  const program = `
    import { fileJournal } from "${path.join(import.meta.dirname, "journal.ts")}";
    import { openStore } from "${path.join(import.meta.dirname, "store.ts")}";
    const store = openStore(fileJournal(${JSON.stringify(directory)}));
    for (let size = 0; ; size += 1) {
      store.transact((writer) => writer.put({ kind: "thing" }, { id: String(size), size }));
      console.log(size);
    }`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program]);
  let answered = "";
  child.stdout.on("data", (chunk) => {
    answered += chunk;
    if (answered.length > 500) child.kill("SIGKILL");
  });
  await once(child, "close");
  const last = Number(answered.trimEnd().split("\n").at(-1));
  expect(last).toBeGreaterThan(50);
  const kept = contents();
  expect(kept.slice(0, last + 1).map(({ size }) => size)).toEqual([...Array(last + 1).keys()]);
});
