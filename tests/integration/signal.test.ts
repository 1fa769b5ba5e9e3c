import { afterAll, beforeAll, expect, it } from "vitest";
import { localSignal, postgresSignal, type Signal } from "#server/platform/signal.ts";
import { openTestDatabase, type TestDatabase } from "#tests/support/database.ts";

let test: TestDatabase;
let here: Signal;
/** Of another process; the embedded database has none. */
let there: Signal;
beforeAll(async () => {
  test = await openTestDatabase();
  const { url, database } = test;
  const open = () => (url ? postgresSignal(url, database, () => {}) : localSignal());
  here = await open();
  there = url ? await open() : here;
});
afterAll(async () => {
  await here.close();
  await there.close();
  await test.close();
});

it("is heard by its own process before publishing returns, by the others soon, and by each once", async () => {
  const heard: unknown[] = [];
  here.subscribe("news", (message) => heard.push(message));
  there.subscribe("news", () => there.publish("answer", null));
  const answered = new Promise<void>((resolve) => {
    here.subscribe("answer", () => resolve());
  });
  here.publish("news", 1);
  expect(heard).toEqual([1]);
  // Notifications come in the order of their commits: an echo of the news would be here before the answer to it.
  await answered;
  expect(heard).toEqual([1]);
});
