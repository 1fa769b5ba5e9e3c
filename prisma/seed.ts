import type { Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { platformCtx, tenantCtx } from "#server/modules/audit/index.ts";
import { signUp } from "#server/modules/auth/index.ts";
import { updateBranding } from "#server/modules/branding/index.ts";
import { insertVerifiedDomain, resolveTenant } from "#server/modules/tenancy/index.ts";
import { DEMO_TENANTS, type DemoTenant } from "./demo-tenants.ts";

/** Fills an empty installation with the demonstration tenants; what is there already stays as it is. */
export async function seed(ports: Ports): Promise<void> {
  for (const demo of DEMO_TENANTS) {
    if (await resolveTenant(ports, { slug: demo.slug })) continue;
    const { tenant } = await signUp.call(platformCtx(ports, { type: "system", process: "seed" }), {
      name: demo.ownerName,
      email: demo.email,
      password: demo.password,
      company: demo.company,
      slug: demo.slug,
    });
    await brand(ports, tenant, demo);
  }
}

async function brand(ports: Ports, tenant: TenantInfo, demo: DemoTenant): Promise<void> {
  const ctx = tenantCtx(ports, tenant, { type: "system", process: "seed" });
  await updateBranding.call(ctx, { companyName: demo.company, theme: demo.theme });
  if (!demo.domain) return;
  const { client } = ports.systemDb;
  const now = ctx.now();
  await insertVerifiedDomain(client, {
    id: ctx.newId(),
    tenantId: tenant.id,
    host: demo.domain,
    verifiedAt: now,
  });
}
