import type { Ctx, PlatformCtx } from "#server/kernel/ctx.ts";
import { notFound } from "#server/kernel/errors.ts";
import { tenantCtx } from "../../audit/index.ts";
import { resolveTenant } from "../../tenancy/index.ts";

/** The operator at one tenant. @param name slug or id @throws AppError `not_found` */
export async function namedTenantCtx({ ports, actor, client }: PlatformCtx, name: string): Promise<Ctx> {
  const tenant = (await resolveTenant(ports, { slug: name })) ?? (await resolveTenant(ports, { id: name }));
  if (!tenant) throw notFound(`A workspace ${name}`);
  return tenantCtx(ports, tenant, actor, client);
}
