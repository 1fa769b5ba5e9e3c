import type { Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { resolveTenant } from "#server/modules/tenancy/index.ts";
import { requireKnownHost, resolveLane } from "#server/session/lane.ts";

/**
 * The tenant that a call names by host or path prefix, by `/api/v1/tenants/{tenant}`, and by `X-Tenant-ID` (slug or id
 * in the last two). Whoever names it more than once must name the same.
 * @throws AppError `not_found` for a name that is nobody's, `invalid_input` for two that differ
 */
export async function addressedTenant(
  ports: Ports,
  headers: Headers,
  pathTenant: string | null,
): Promise<TenantInfo | null> {
  const lane = await resolveLane(ports, headers);
  requireKnownHost(lane);
  const names = [pathTenant, headers.get("x-tenant-id")].filter((name) => name !== null);
  const named = await Promise.all(names.map((name) => bySlugOrId(ports, name)));
  const all = lane.tenant ? [lane.tenant, ...named] : named;
  if (new Set(all.map(({ id }) => id)).size > 1) {
    throw new AppError("invalid_input", "The request names two different workspaces.", {
      reason: "tenant_conflict",
    });
  }
  return all[0] ?? null;
}

async function bySlugOrId(ports: Ports, name: string): Promise<TenantInfo> {
  const tenant = (await resolveTenant(ports, { slug: name })) ?? (await resolveTenant(ports, { id: name }));
  if (!tenant) throw new AppError("not_found", "This workspace was not found.");
  return tenant;
}
