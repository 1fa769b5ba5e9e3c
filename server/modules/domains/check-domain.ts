import { notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { requireRate } from "#server/platform/rate-limit.ts";
import { RATE } from "#server/platform/rate-rules.ts";
import { lookUp } from "./look-up.ts";
import { Domain, DomainId } from "./schema.ts";
import { settleCheck } from "./settle-check.ts";
import { findDomain } from "./store.ts";
import { viewDomain } from "./view-domain.ts";

/** Looks at DNS now: verifies a claim whose records are there, re-checks a domain that is live. */
export const checkDomain = command({
  verb: "domain.check",
  permission: "domain:write",
  input: DomainId,
  output: Domain,
  async prepare({ ctx, input }) {
    const domain = await findDomain(ctx.db, input.domainId);
    if (!domain) throw notFound("This domain");
    await requireRate(ctx.ports.rateLimit, RATE.domainCheck, ctx.tenant.id);
    const { id, host, token } = domain;
    const found = await lookUp(ctx.ports, host, token);
    const after = await settleCheck(ctx.ports, { tenantId: ctx.tenant.id, id, host, token }, found);
    if (!after) throw notFound("This domain");
    return after;
  },
  async run({ ctx, prepared: row }) {
    const value = viewDomain(ctx.ports, row);
    const { host, status, problem } = value;
    return { value, audit: { entityId: row.id, after: { host, status, problem } } };
  },
});
