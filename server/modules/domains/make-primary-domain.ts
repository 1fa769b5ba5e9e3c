import { AppError, notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { requireFeature } from "../entitlements/index.ts";
import { Domains, MakePrimaryInput } from "./schema.ts";
import { findDomain, listDomains, setPrimary } from "./store.ts";
import { viewDomain } from "./view-domain.ts";

/** Chooses where links in mails lead; null chooses the workspace's own address again. */
export const makePrimaryDomain = command({
  verb: "domain.makePrimary",
  permission: "domain:write",
  input: MakePrimaryInput,
  output: Domains,
  async run({ ctx, input: { domainId } }) {
    const chosen = domainId ? await findDomain(ctx.db, domainId) : null;
    if (domainId && !chosen) throw notFound("This domain");
    if (chosen) await requireFeature(ctx, "custom_domain");
    if (chosen && (!chosen.verifiedAt || chosen.stoppedAt)) {
      throw new AppError("conflict", `${chosen.host} is not live yet.`, { reason: "not_live" });
    }
    await setPrimary(ctx.db, domainId);
    return {
      value: (await listDomains(ctx.db)).map((row) => viewDomain(ctx.ports, row)),
      audit: { entityId: domainId ?? "none", after: { host: chosen?.host ?? null } },
    };
  },
});
