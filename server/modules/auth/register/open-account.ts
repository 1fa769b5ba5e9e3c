import type { PlatformCtx, TenantInfo } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { provisionTenant } from "../../tenancy/index.ts";
import { handoffStartUrl } from "../handoff/tenant-origin.ts";
import { insertUser } from "../store.ts";

export interface NewAccount {
  name: string;
  email: string;
  passwordHash: string;
  company: string;
  slug: string;
}

export interface OpenedAccount {
  userId: string;
  value: { tenant: TenantInfo; handoffUrl: string };
  audit: { entityId: string; tenantId: string; userId: string; after: object };
  events: { type: string; tenantId: string; slug: string }[];
}

/**
 * A person with a proven e-mail address becomes the owner of a new workspace, inside the caller's transaction.
 * @throws AppError `conflict` when the address has an account, `invalid_input` at `slug`.
 */
export async function openAccount(ctx: PlatformCtx, account: NewAccount): Promise<OpenedAccount> {
  const { name, email, passwordHash, company, slug } = account;
  const user = { id: ctx.newId(), name, email };
  if (!(await insertUser(ctx.db, { ...user, passwordHash, emailVerifiedAt: ctx.now() }))) {
    throw new AppError("conflict", "This e-mail address has an account already. Sign in instead.", {
      reason: "email_taken",
    });
  }
  const tenant = await provisionTenant(ctx, { slug, name: company, ownerId: user.id, holder: email });
  return {
    userId: user.id,
    value: { tenant, handoffUrl: handoffStartUrl(ctx.ports, tenant.slug) },
    audit: { entityId: tenant.id, tenantId: tenant.id, userId: user.id, after: { tenant, owner: user } },
    events: [{ type: "tenant.created", tenantId: tenant.id, slug: tenant.slug }],
  };
}
