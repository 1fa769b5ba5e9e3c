import { getDomain } from "tldts";
import { fieldError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { randomToken } from "#server/platform/token.ts";
import { requireFeature } from "../entitlements/index.ts";
import { countDomains, insertDomain } from "./domain-store.ts";
import { AddDomainInput, SsoDomain } from "./schema.ts";
import { viewDomain } from "./view-connection.ts";

/** What the platform itself bears: each is looked up several times a day. */
const MAX_DOMAINS = 50;
const FIRST_CHECK_MS = 60_000;
const UNSEEN = { verifiedAt: null, checkedAt: null, failingSince: null, stoppedAt: null };

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
    if ((await countDomains(ctx.db)) >= MAX_DOMAINS) {
      throw fieldError("domain", `A workspace has at most ${MAX_DOMAINS} e-mail domains.`);
    }
    const createdAt = ctx.now();
    const nextCheckAt = new Date(createdAt.getTime() + FIRST_CHECK_MS);
    const row = { id: ctx.newId(), domain, token: randomToken(), createdAt, nextCheckAt };
    if (!(await insertDomain(ctx.db, row))) throw fieldError("domain", "This domain is in the list already.");
    const value = viewDomain({ ...row, ...UNSEEN });
    return { value, audit: { entityId: row.id, after: { domain } } };
  },
});
