import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AuditRecord, canonical, EMPTY_CHAIN, nextLink } from "./chain.ts";
import { type ChainRow, verifyChain } from "./verify-chain.ts";

const KEY = new Uint8Array(32).fill(7);
const SCOPE = "tenant";

function record(number: number): AuditRecord {
  return {
    id: `id-${number}`,
    at: new Date(1_700_000_000_000 + number),
    actor: "user:one",
    userId: "one",
    address: "192.0.2.1",
    userAgent: "test",
    verb: "bot.create",
    entityId: `bot-${number}`,
    before: null,
    after: { name: `Bot ${number}`, settings: { cash: 10_000.5, isFast: true } },
  };
}

function chain(length: number, key = KEY): ChainRow[] {
  const rows: ChainRow[] = [];
  for (let number = 1; number <= length; number++) {
    const entry = record(number);
    rows.push({ ...entry, ...nextLink(key, SCOPE, rows.at(-1) ?? EMPTY_CHAIN, entry) });
  }
  return rows;
}

async function* inBatches(rows: readonly ChainRow[]) {
  for (let start = 0; start < rows.length; start += 3) yield rows.slice(start, start + 3);
}

const verify = (rows: readonly ChainRow[], head = rows.at(-1) ?? null, anchors: readonly ChainRow[] = []) =>
  verifyChain(KEY, SCOPE, inBatches(rows), head, anchors);

describe("the chain", () => {
  it("is intact as written, also after JSON has been through the database", async () => {
    const back = chain(10).map((row) => ({ ...row, after: JSON.parse(JSON.stringify(row.after)) }));
    expect(await verify(back)).toMatchObject({ isIntact: true, rows: 10, faults: [] });
  });

  it.each([
    ["verb", "bot.delete"],
    ["actor", "user:two"],
    ["userId", null],
    ["address", "192.0.2.2"],
    ["userAgent", "other"],
    ["entityId", "bot-9"],
    ["at", new Date(0)],
    ["before", { name: "x" }],
    ["after", { name: "Bot 4", settings: { cash: 10_000.51, isFast: true } }],
    ["id", "id-5"],
  ])("shows a changed %s at its row", async (field, value) => {
    const rows = chain(6).map((row) => (row.seq === 4n ? { ...row, [field]: value } : row));
    expect((await verify(rows)).faults).toEqual([{ seq: 4, fault: "changed" }]);
  });

  it("shows a row that was taken out, and two that were exchanged", async () => {
    const rows = chain(6);
    expect((await verify(rows.filter(({ seq }) => seq !== 3n))).faults[0]).toEqual({
      seq: 3,
      fault: "missing",
    });
    const exchanged = rows.map((row) => {
      if (row.seq === 2n) return { ...row, ...record(3) };
      return row.seq === 3n ? { ...row, ...record(2) } : row;
    });
    expect((await verify(exchanged)).isIntact).toBe(false);
  });

  it("shows a tail that was cut off, by the head; and with the head cut back too, by an anchor", async () => {
    const rows = chain(6);
    const cut = rows.slice(0, 4);
    expect((await verify(cut, rows.at(-1))).faults).toEqual([{ seq: 4, fault: "head_differs" }]);
    expect((await verify(cut)).isIntact).toBe(true);
    expect((await verify(cut, cut.at(-1), rows.slice(4, 5))).faults).toEqual([{ seq: 5, fault: "missing" }]);
  });

  it("shows a chain that was written anew without the key, and one of another scope", async () => {
    const forged = chain(4, new Uint8Array(32));
    expect((await verify(forged)).faults).toHaveLength(4);
    const moved = await verifyChain(KEY, "other", inBatches(chain(2)), null);
    expect(moved.isIntact).toBe(false);
  });

  it("shows a chain whose head and rows were all deleted, by an anchor", async () => {
    expect((await verify([], null, chain(2).slice(1))).faults).toEqual([{ seq: 2, fault: "missing" }]);
  });

  it("lets rows from before the chain stand only at its beginning", async () => {
    const old = { ...record(1), seq: 1n, previousHash: "", hash: "" };
    const entry = record(2);
    const next = { ...entry, ...nextLink(KEY, SCOPE, old, entry) };
    expect(await verify([old, next])).toMatchObject({ isIntact: true, unchained: 1 });
    const rows = chain(3).map((row) => (row.seq === 3n ? { ...row, hash: "" } : row));
    expect((await verify(rows, rows.at(-1))).faults).toContainEqual({ seq: 3, fault: "changed" });
  });
});

describe("canonical JSON", () => {
  it("is the same for any order of keys and after a round trip", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const kept = JSON.parse(JSON.stringify(value));
        expect(canonical(reversed(kept))).toBe(canonical(kept));
      }),
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, each]) => [key, reversed(each)]),
  );
}
