import { describe, expect, it } from "vitest";
import { microBatch } from "./micro-batch.ts";

/** A writer whose writes end when they are told to. */
function slowWriter() {
  const writes: { items: readonly string[]; commit(): void; fail(): void }[] = [];
  const write = (items: readonly string[]) =>
    new Promise<readonly string[]>((resolve, reject) => {
      writes.push({
        items,
        commit: () => resolve(items.map((item) => `${item}!`)),
        fail: () => reject(new Error(`no ${items.join()}`)),
      });
    });
  return { writes, write };
}

const turn = () => new Promise(setImmediate);

describe("a micro-batch", () => {
  it("writes at once who comes alone, and together who comes meanwhile", async () => {
    const { writes, write } = slowWriter();
    const put = microBatch({ write, maxItems: 10 });
    const first = put("a");
    await turn();
    const rest = [put("b"), put("c")];
    await turn();
    expect(writes.map(({ items }) => items)).toEqual([["a"]]);
    writes[0]?.commit();
    expect(await first).toBe("a!");
    await turn();
    expect(writes.map(({ items }) => items)).toEqual([["a"], ["b", "c"]]);
    writes[1]?.commit();
    expect(await Promise.all(rest)).toEqual(["b!", "c!"]);
  });

  it("answers nobody before the commit", async () => {
    const { writes, write } = slowWriter();
    const put = microBatch({ write, maxItems: 10 });
    let answered = 0;
    const both = Promise.all([put("a"), put("b")].map((each) => each.then(() => answered++)));
    await turn();
    await turn();
    expect(answered).toBe(0);
    writes[0]?.commit();
    await both;
    expect(answered).toBe(2);
  });

  it("keeps to its size and its lanes", async () => {
    const { writes, write } = slowWriter();
    const put = microBatch({ write, maxItems: 2, lanes: 2 });
    const all = Promise.all(["a", "b", "c", "d", "e"].map(put));
    await turn();
    await turn();
    expect(writes.map(({ items }) => items)).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
    for (const each of writes) each.commit();
    await turn();
    writes[2]?.commit();
    expect(await all).toEqual(["a!", "b!", "c!", "d!", "e!"]);
  });

  it("lets one that cannot be written refuse no other", async () => {
    const alone: string[] = [];
    const put = microBatch<string, string>({
      maxItems: 10,
      async write(items) {
        if (items.includes("bad")) throw new Error("bad");
        if (items.length === 1) alone.push(...items);
        return items;
      },
    });
    const results = await Promise.allSettled([put("a"), put("bad"), put("b")]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(alone).toEqual(["a", "b"]);
  });

  it("goes on after a failure", async () => {
    const { writes, write } = slowWriter();
    const put = microBatch({ write, maxItems: 10 });
    const failed = put("a");
    await turn();
    writes[0]?.fail();
    await expect(failed).rejects.toThrow("no a");
    const next = put("b");
    await turn();
    writes[1]?.commit();
    expect(await next).toBe("b!");
  });
});
