import { AppError, notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { requireRate } from "#server/platform/rate-limit.ts";
import { RATE } from "#server/platform/rate-rules.ts";
import { findDomain } from "./domain-store.ts";
import { DomainId, SsoDomain } from "./schema.ts";
import { lookUpProof, settleDomain } from "./settle-domain.ts";
import { viewDomain } from "./view-connection.ts";

/** Looks for the TXT record now: proves a domain, or finds that the record is gone. */
export const verifySsoDomain = command({
  verb: "sso.verifyDomain",
  permission: "sso:write",
  input: DomainId,
  output: SsoDomain,
  async prepare({ ctx, input }) {
    const row = await findDomain(ctx.db, input.emailDomainId);
    if (!row) throw notFound("This domain");
    await requireRate(ctx.ports.rateLimit, RATE.domainCheck, ctx.tenant.id);
    const answer = await lookUpProof(ctx.ports, row);
    if (answer.kind === "unavailable") {
      throw new AppError("unavailable", "The name servers did not answer. Try again in a minute.");
    }
    const after = await settleDomain(ctx.ports, { tenantId: ctx.tenant.id, id: row.id }, answer);
    if (!after) throw notFound("This domain");
    return after;
  },
  async run({ prepared: row }) {
    const value = viewDomain(row);
    const { domain, status } = value;
    return { value, audit: { entityId: row.id, after: { domain, status } } };
  },
});
