import { query } from "#server/kernel/verb.ts";
import { AuditList, ListAuditInput } from "./schema.ts";
import { listAudit as readAudit } from "./store.ts";

export const listAudit = query({
  verb: "audit.list",
  permission: "audit:read",
  input: ListAuditInput,
  output: AuditList,
  async run({ ctx, input }) {
    const rows = await readAudit(ctx.db, input.limit);
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  },
});
