import { getDomain } from "tldts";
import { fieldError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { randomToken } from "#server/platform/token.ts";
import { requireFeature } from "../entitlements/index.ts";
import { insertDomain } from "./domain-store.ts";
import { AddDomainInput, SsoDomain } from "./schema.ts";
import { viewDomain } from "./view-connection.ts";

/** Names an e-mail domain. Its people are this workspace's affair only once the TXT record was found. */
export const addSsoDomain = command({
  verb: "sso.addDomain",
  permission: "sso:write",
  input: AddDomainInput,
  output: SsoDomain,
  prepare: ({ ctx }) => requireFeature(ctx, "sso"),
  async run({ ctx, input: { domain } }) {
    // Under a public suffix (co.uk, github.io) strangers live side by side.
    if (getDomain(domain, { allowPrivateDomains: true }) === null) {
      throw fieldError("domain", "Enter a domain that is registered, like company.com.");
    }
    const row = { id: ctx.newId(), domain, token: randomToken(), createdAt: ctx.now() };
    if (!(await insertDomain(ctx.db, row))) throw fieldError("domain", "This domain is in the list already.");
    const value = viewDomain({ ...row, verifiedAt: null, checkedAt: null });
    return { value, audit: { entityId: row.id, after: { domain } } };
  },
});
