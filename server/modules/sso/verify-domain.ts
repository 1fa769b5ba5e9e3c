import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError, notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { proofOf } from "./domain-proof.ts";
import { findDomain, setDomainChecked } from "./domain-store.ts";
import { DomainId, SsoDomain } from "./schema.ts";
import { viewDomain } from "./view-connection.ts";

/** Looks for the TXT record. A record that is gone takes the proof with it; a silent name server takes nothing. */
export const verifySsoDomain = command({
  verb: "sso.verifyDomain",
  permission: "sso:write",
  input: DomainId,
  output: SsoDomain,
  async prepare({ ctx, input }) {
    const row = await findDomain(ctx.db, input.emailDomainId);
    if (!row) throw notFound("This domain");
    return { row, isThere: await isRecordThere(ctx, row) };
  },
  async run({ ctx, prepared: { row, isThere } }) {
    const now = ctx.now();
    const verifiedAt = isThere ? (row.verifiedAt ?? now) : null;
    await setDomainChecked(ctx.db, row.id, { checkedAt: now, verifiedAt });
    const value = viewDomain({ ...row, checkedAt: now, verifiedAt });
    return { value, audit: { entityId: row.id, after: { domain: row.domain, isVerified: isThere } } };
  },
});

async function isRecordThere(ctx: Ctx, row: { domain: string; token: string }): Promise<boolean> {
  const { recordName, recordValue } = proofOf(row);
  const answer = await ctx.ports.dns.txt(recordName);
  switch (answer.kind) {
    case "found":
      return answer.values.some((value) => value.trim().replace(/^"(.*)"$/, "$1") === recordValue);
    case "none":
      return false;
    case "unavailable":
      throw new AppError("unavailable", "The name servers did not answer. Try again in a minute.");
    default:
      return answer satisfies never;
  }
}
