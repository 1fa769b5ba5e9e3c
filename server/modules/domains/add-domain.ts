import { AppError, notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { randomToken } from "#server/platform/token.ts";
import { requireFeature, withinLimit } from "../entitlements/index.ts";
import { FIRST_CHECK_MS, hostPolicyOf, requireFree } from "./claim-rules.ts";
import { readHostName } from "./host-name.ts";
import { AddDomainInput, Domain } from "./schema.ts";
import { countDomains, findDomainByHost, insertDomain } from "./store.ts";
import { viewDomain } from "./view-domain.ts";

/** What the platform itself bears, whatever the plan says: each is looked up several times a day. */
const MAX_DOMAINS = 50;

/** Claims a domain. Worth nothing until its records are found; adding it again gives the same claim. */
export const addDomain = command({
  verb: "domain.add",
  permission: "domain:write",
  input: AddDomainInput,
  output: Domain,
  async prepare({ ctx, input }) {
    await requireFeature(ctx, "custom_domain");
    const { host } = readHostName(input.host, hostPolicyOf(ctx.ports));
    await requireFree(ctx.ports, ctx.tenant.id, host);
    return host;
  },
  async run({ ctx, prepared: host }) {
    const createdAt = ctx.now();
    const id = ctx.newId();
    const token = randomToken();
    const nextCheckAt = new Date(createdAt.getTime() + FIRST_CHECK_MS);
    if (!(await findDomainByHost(ctx.db, host))) {
      await withinLimit(
        ctx,
        "domains",
        () => countDomains(ctx.db),
        async () => {
          if ((await countDomains(ctx.db)) >= MAX_DOMAINS) throw tooMany();
          await insertDomain(ctx.db, { id, host, token, createdAt, nextCheckAt });
        },
      );
    }
    const row = await findDomainByHost(ctx.db, host);
    if (!row) throw notFound("This domain");
    return { value: viewDomain(ctx.ports, row), audit: { entityId: row.id, after: { host } } };
  },
});

const tooMany = () =>
  new AppError("conflict", `A workspace can have ${MAX_DOMAINS} domains. Release one first.`, {
    reason: "too_many_domains",
  });
