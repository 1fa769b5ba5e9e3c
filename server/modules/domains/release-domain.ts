import { notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { DomainId } from "./schema.ts";
import { findDomain, removeDomain } from "./store.ts";

/** Gives a domain up. It stops being served at once, and whoever adds it again needs a new record. */
export const releaseDomain = command({
  verb: "domain.release",
  permission: "domain:write",
  input: DomainId,
  output: DomainId,
  async run({ ctx, input }) {
    const before = await findDomain(ctx.db, input.domainId);
    if (!before || !(await removeDomain(ctx.db, input.domainId))) throw notFound("This domain");
    const { host, verifiedAt, isPrimary } = before;
    return {
      value: input,
      audit: { entityId: input.domainId, before: { host, verifiedAt, isPrimary } },
      events: [{ type: "domain.released", domainId: input.domainId, host }],
    };
  },
});
