import { notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { deleteDomain, findDomain } from "./domain-store.ts";
import { DomainId, SsoDomain } from "./schema.ts";
import { viewDomain } from "./view-connection.ts";

/** Gives a domain up: nobody new comes in by it, and its people may use passwords again. */
export const removeSsoDomain = command({
  verb: "sso.removeDomain",
  permission: "sso:write",
  input: DomainId,
  output: SsoDomain,
  async run({ ctx, input: { emailDomainId } }) {
    const row = await findDomain(ctx.db, emailDomainId);
    if (!row || !(await deleteDomain(ctx.db, emailDomainId))) throw notFound("This domain");
    return { value: viewDomain(row), audit: { entityId: row.id, before: { domain: row.domain } } };
  },
});
