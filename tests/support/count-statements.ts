import pg from "pg";
import { vi } from "vitest";

/** What nobody waits for: a new connection's first words, the queue's own looks, news to other processes. */
const BY_THE_WAY = /^prepare |pgboss|pg_notify/i;

/** Every SQL text that was sent for `work`, in order of the alphabet: the work done, without its values. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const texts: string[] = [];
  const query = vi.spyOn(pg.Client.prototype, "query");
  await work().catch(() => {});
  for (const [asked] of query.mock.calls) {
    const given: unknown = asked;
    const text = typeof given === "string" ? given : Reflect.get(Object(given), "text");
    texts.push(String(text));
  }
  query.mockRestore();
  return texts.filter((text) => !BY_THE_WAY.test(text)).toSorted();
}
