import type { Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { platformCtx, tenantCtx } from "#server/modules/audit/index.ts";
import { signUp } from "#server/modules/auth/index.ts";
import { catalogueOf } from "#server/modules/billing/index.ts";
import { updateBranding } from "#server/modules/branding/index.ts";
import { grantCapability } from "#server/modules/entitlements/index.ts";
import { grantOperator } from "#server/modules/operator/index.ts";
import { insertVerifiedDomain, resolveTenant } from "#server/modules/tenancy/index.ts";
import { hashPassword } from "#server/platform/password.ts";
import { randomToken } from "#server/platform/token.ts";
import { DEMO_OPERATOR, DEMO_TENANTS, type DemoTenant } from "./demo-tenants.ts";

/** Fills an empty installation with the demonstration tenants; what is there already stays as it is. */
export async function seed(ports: Ports): Promise<void> {
  await seedOperator(ports);
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

async function seedOperator(ports: Ports): Promise<void> {
  const ctx = platformCtx(ports, { type: "system", process: "seed" });
  const { name, email, password } = DEMO_OPERATOR;
  const user = { id: ctx.newId(), name, email, passwordHash: await hashPassword(password) };
  const { count } = await ctx.db.user.createMany({ data: [user], skipDuplicates: true });
  if (count === 1) await grantOperator.call(ctx, { email });
}

async function brand(ports: Ports, tenant: TenantInfo, demo: DemoTenant): Promise<void> {
  const ctx = tenantCtx(ports, tenant, { type: "system", process: "seed" });
  for (const capability of ["custom_branding", "custom_domain", "white_label"] as const) {
    const term = { id: ctx.newId(), createdAt: ctx.now() };
    await grantCapability(ports.systemDb.client, tenant.id, catalogueOf(ports), capability, term);
  }
  await updateBranding.call(ctx, { companyName: demo.company, theme: demo.theme });
  if (!demo.domain) return;
  const { client } = ports.systemDb;
  const now = ctx.now();
  await insertVerifiedDomain(client, {
    id: ctx.newId(),
    tenantId: tenant.id,
    host: demo.domain,
    token: randomToken(),
    verifiedAt: now,
  });
}
