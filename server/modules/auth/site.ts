import type { PlatformCtx, Ports, Site } from "#server/kernel/ctx.ts";

/** The site a request was made on; work that no page asked for happens on the root domain. */
export function siteOf({ client, ports }: Pick<PlatformCtx, "client" | "ports">): Site {
  return client.site ?? rootSite(ports);
}

export const rootSite = ({ env }: Ports): Site => ({ origin: env.ROOT_URL, basePath: "", tenant: null });

/** For audit entries: a member's change shows in the log of the workspace it was made at, a stranger's does not. */
export function auditedAt(ctx: PlatformCtx): { tenantId?: string } {
  const { tenant } = siteOf(ctx);
  const isMember = ctx.actor.type === "user" && ctx.actor.role !== null;
  return tenant && isMember ? { tenantId: tenant.id } : {};
}
