import type { Ctx } from "#server/kernel/ctx.ts";
import { STOP_AFTER_MS } from "../domains/index.ts";
import { tenantOrigin } from "../tenancy/index.ts";
import { proofOf } from "./domain-proof.ts";
import { type DomainRow, listDomains, listServedHosts } from "./domain-store.ts";
import { endpointsOf } from "./endpoints.ts";
import type { SsoConnection, SsoDomain, SsoDomainStatus, SsoOverview } from "./schema.ts";
import { type Connection, findConnection } from "./store.ts";

/** Everything the settings show. The client secret and the SCIM token are not in it, only that they are there. */
export async function viewOverview(ctx: Ctx): Promise<SsoOverview> {
  const [connection, domains, hosts] = await Promise.all([
    findConnection(ctx.db),
    listDomains(ctx.db),
    listServedHosts(ctx.db),
  ]);
  const home = tenantOrigin(ctx.ports, ctx.tenant.slug);
  const { protocol, port } = new URL(ctx.ports.env.ROOT_URL);
  const origins = [home, ...hosts.map((host) => `${protocol}//${host}${port ? `:${port}` : ""}`)];
  return {
    connection: connection && viewConnection(connection),
    domains: domains.map(viewDomain),
    endpoints: origins.map((origin) => endpointsOf(ctx.ports, ctx.tenant.slug, origin)),
  };
}

export function viewConnection(connection: Connection): SsoConnection {
  const { name, isEnabled, isEnforced, allowJit, defaultRole, groupRoles, scimTokenAt, scimUsedAt } =
    connection;
  const shared = {
    name,
    isEnabled,
    isEnforced,
    allowJit,
    defaultRole,
    groupRoles,
    testedAt: connection.testedAt?.toISOString() ?? null,
    scim: scimTokenAt && { createdAt: scimTokenAt.toISOString(), usedAt: scimUsedAt?.toISOString() ?? null },
  };
  switch (connection.kind) {
    case "oidc": {
      const { kind, settings, sealedSecret } = connection;
      return { kind, settings, hasClientSecret: sealedSecret !== null, ...shared };
    }
    case "saml":
      return {
        kind: connection.kind,
        settings: connection.settings,
        certificates: connection.certificates,
        ...shared,
      };
    default:
      return connection satisfies never;
  }
}

type Shown = Pick<
  DomainRow,
  "id" | "domain" | "token" | "verifiedAt" | "checkedAt" | "failingSince" | "stoppedAt"
>;

export function viewDomain(row: Shown): SsoDomain {
  const { id, domain, failingSince } = row;
  const status = statusOf(row);
  const isFailing = status === "failing" && failingSince;
  return {
    id,
    domain,
    status,
    stopsAt: isFailing ? new Date(failingSince.getTime() + STOP_AFTER_MS).toISOString() : null,
    ...proofOf(row),
    checkedAt: row.checkedAt?.toISOString() ?? null,
  };
}

function statusOf({ verifiedAt, failingSince, stoppedAt }: Shown): SsoDomainStatus {
  if (!verifiedAt) return "unproven";
  if (stoppedAt) return "stopped";
  return failingSince ? "failing" : "proven";
}
