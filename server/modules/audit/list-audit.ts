import { query } from "#server/kernel/verb.ts";
import { readAudit } from "./read-store.ts";
import { AuditPage, ListAuditInput } from "./schema.ts";

/** What was changed here, by whom and from where; the newest first. */
export const listAudit = query({
  verb: "audit.list",
  permission: "audit:read",
  input: ListAuditInput,
  output: AuditPage,
  async run({ ctx, input: { cursor = null, limit, ...filter } }) {
    const entries = await readAudit(ctx.db, filter, cursor, limit + 1);
    const page = entries.slice(0, limit);
    return { entries: page, nextCursor: entries.length > limit ? (page.at(-1)?.seq ?? null) : null };
  },
});
