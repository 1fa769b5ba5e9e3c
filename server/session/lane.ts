import { parseHost } from "#server/edge/parse-host.ts";
import { PATH_TENANT_HEADER } from "#server/edge/request-headers.ts";
import type { Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { AppError, notFound } from "#server/kernel/errors.ts";
import { isLapsed } from "#server/modules/domains/index.ts";
import { resolveTenant } from "#server/modules/tenancy/index.ts";

/** What the host of a request says, worked out again here: nothing depends on the edge having run. */
export interface RequestLane {
  tenant: TenantInfo | null;
  /** Before every link: empty on the tenant's own host, `/tenant/SLUG` on the root domain. */
  basePath: string;
  /** The tenant whose own host this is; sessions opened here are good for it alone. Null on the root domain. */
  hostTenantId: string | null;
  isRoot: boolean;
  /** A domain of its own, which its plan does not include any more: it says so, and lets nobody in. */
  isLapsed: boolean;
}

const NOWHERE: RequestLane = {
  tenant: null,
  basePath: "",
  hostTenantId: null,
  isRoot: false,
  isLapsed: false,
};

export async function resolveLane(ports: Ports, headers: Headers): Promise<RequestLane> {
  const lane = parseHost(headers.get("host"), ports.env.ROOT_DOMAIN);
  switch (lane.lane) {
    case "unknown":
    case "www":
      return NOWHERE;
    case "root":
      return resolvePathLane(ports, headers.get(PATH_TENANT_HEADER));
    case "tenant":
      return ownHostLane(await resolveTenant(ports, { slug: lane.slug }));
    case "custom":
      return ownDomainLane(ports, await resolveTenant(ports, { host: lane.host }));
    default:
      return lane satisfies never;
  }
}

/** @throws AppError `not_found` for a host that is neither the root domain nor a tenant's, `payment_required` for a lapsed one. */
export function requireKnownHost({ isRoot, tenant, isLapsed: hasLapsed }: RequestLane): void {
  if (!isRoot && !tenant) throw notFound("This address");
  if (!hasLapsed) return;
  throw new AppError(
    "payment_required",
    "The workspace is not served at this address at present. Use its own.",
    {
      reason: "domain_lapsed",
    },
  );
}

/** The path form on the root domain: `/tenant/SLUG/…`. */
export async function resolvePathLane(ports: Ports, slug: string | null): Promise<RequestLane> {
  const tenant = slug ? await resolveTenant(ports, { slug }) : null;
  const basePath = tenant ? `/tenant/${tenant.slug}` : "";
  return { ...NOWHERE, tenant, basePath, isRoot: true };
}

function ownHostLane(tenant: TenantInfo | null): RequestLane {
  return tenant ? { ...NOWHERE, tenant, hostTenantId: tenant.id } : NOWHERE;
}

async function ownDomainLane(ports: Ports, tenant: TenantInfo | null): Promise<RequestLane> {
  const lane = ownHostLane(tenant);
  return tenant ? { ...lane, isLapsed: await isLapsed(ports, tenant) } : lane;
}
