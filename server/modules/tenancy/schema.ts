import { z } from "zod";
import { TENANT_STATUSES } from "#server/kernel/ctx.ts";
import { Slug } from "#server/kernel/ids.ts";
import { ROLES } from "#server/kernel/permission.ts";

export const Nothing = z.strictObject({});

export const CheckSlugInput = z.strictObject({ slug: z.string().max(200) });

export const SlugAvailability = z.object({
  /** As it would be stored: trimmed, lower-case. */
  slug: z.string(),
  isAvailable: z.boolean(),
  /** What is wrong with it, in words for the field; null when it is available. */
  message: z.string().nullable(),
});

export const CompanyName = z.string().trim().min(2, "Use at least 2 characters.").max(80, "Use at most 80.");

export const CreateTenantInput = z.strictObject({ slug: Slug, name: CompanyName });

export const RenameTenantInput = z.strictObject({ name: CompanyName });

export const Tenant = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  status: z.enum(TENANT_STATUSES),
});
export type Tenant = z.output<typeof Tenant>;

export const MyTenant = Tenant.extend({ role: z.enum(ROLES) });
export const MyTenants = z.array(MyTenant);
