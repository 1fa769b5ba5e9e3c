import { type AuditRecord, type ChainHead, type ChainLink, hashOf } from "./chain.ts";
import type { ChainFault, ChainReport } from "./schema.ts";

export type ChainRow = AuditRecord & ChainLink;

const MAX_FAULTS = 100;

/**
 * Walks a chain from its first row and reports every place where it was changed, cut or mended.
 * @param rows all rows of the scope by ascending `seq`, in batches
 * @param head what the database says the chain ends with; null when it says nothing
 * @param anchors earlier heads, kept outside the database: a chain that was cut back and re-headed has lost them
 */
export async function verifyChain(
  key: Uint8Array,
  scope: string,
  rows: AsyncIterable<readonly ChainRow[]>,
  head: ChainHead | null,
  anchors: readonly ChainHead[] = [],
): Promise<ChainReport> {
  const expected = new Map(anchors.map(({ seq, hash }) => [seq, hash]));
  const faults: ChainFault[] = [];
  const note = (seq: bigint, fault: ChainFault["fault"]) => {
    if (faults.length < MAX_FAULTS) faults.push({ seq: Number(seq), fault });
  };
  let last: ChainHead = { seq: 0n, hash: "" };
  let count = 0;
  let unchained = 0;
  for await (const batch of rows) {
    for (const row of batch) {
      count++;
      const isBeforeChain = row.hash === "" && last.hash === "";
      if (isBeforeChain) unchained++;
      else if (row.seq !== last.seq + 1n) note(last.seq + 1n, "missing");
      else if (row.previousHash !== last.hash || row.hash !== hashOf(key, scope, row))
        note(row.seq, "changed");
      if (expected.has(row.seq) && expected.get(row.seq) !== row.hash) note(row.seq, "anchor_differs");
      expected.delete(row.seq);
      last = row;
    }
  }
  for (const seq of expected.keys()) note(seq, "missing");
  const isHeadless = head === null && last.hash !== "";
  if (isHeadless || (head && (head.seq !== last.seq || head.hash !== last.hash)))
    note(last.seq, "head_differs");
  return {
    isIntact: faults.length === 0,
    rows: count,
    unchained,
    head: { seq: Number(last.seq), hash: last.hash },
    faults,
  };
}
