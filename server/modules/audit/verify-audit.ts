import { query } from "#server/kernel/verb.ts";
import { findHead, readChain } from "./read-store.ts";
import { ChainReport, Nothing } from "./schema.ts";
import { verifyChain } from "./verify-chain.ts";

/** Works out this workspace's chain again, row by row. */
export const verifyAudit = query({
  verb: "audit.verify",
  permission: "audit:read",
  input: Nothing,
  output: ChainReport,
  async run({ ctx }) {
    const { id } = ctx.tenant;
    const head = await findHead(ctx.db, id);
    return verifyChain(ctx.ports.auditKey.reveal(), id, upTo(readChain(ctx.db, id), head?.seq ?? null), head);
  },
});

/** Rows written while we read belong to the next look. */
async function* upTo<Row extends { seq: bigint }>(batches: AsyncIterable<Row[]>, end: bigint | null) {
  for await (const batch of batches) yield end === null ? batch : batch.filter(({ seq }) => seq <= end);
}
