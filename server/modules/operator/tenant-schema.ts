import { z } from "zod";
import { SUSPENDED_REASONS, TENANT_STATUSES } from "#server/kernel/ctx.ts";
import { Slug } from "#server/kernel/ids.ts";
import { Email } from "../auth/schema.ts";
import { StandingBasis } from "../billing/schema.ts";
import { CompanyName } from "../tenancy/schema.ts";

const Key = z.string().min(1).max(60);

/** A tenant's own terms beside its plan. What is given replaces what was; null is unlimited. */
const CustomConfig = z.strictObject({
  feature_flags: z.record(Key, z.boolean()).optional(),
  resource_limits: z.record(Key, z.number().int().min(0).max(2_000_000_000).nullable()).optional(),
});

const HostName = z.string().min(1, "Enter a domain.").max(300);

export const ProvisionTenantInput = z.strictObject({
  /** The workspace's address: a subdomain label. */
  tenant_id: Slug,
  name: CompanyName,
  domain: HostName.nullish(),
  /** A plan of the price list, given without payment. Left out: as somebody who signs up. */
  plan_type: Key.nullish(),
  custom_config: CustomConfig.optional(),
  /** Is mailed an invitation to own the workspace. */
  owner_email: Email.optional(),
});

/** By slug or id. */
const TenantName = z.string().min(1).max(64);
export const NamedTenant = z.strictObject({ tenant: TenantName });

export const AmendTenantInput = z.strictObject({
  tenant: TenantName,
  name: CompanyName.optional(),
  domain: HostName.optional(),
  /** Null takes the given plan away. */
  plan_type: Key.nullable().optional(),
  custom_config: CustomConfig.optional(),
});

export const SuspendTenantInput = z.strictObject({
  tenant: TenantName,
  /** Shown to the owner. */
  reason: z.string().trim().min(3, "Say why, in words for the owner.").max(500),
});

export const ListTenantsInput = z.strictObject({
  status: z.enum(TENANT_STATUSES).optional(),
  /** The id of the last one of the page before. */
  after: z.string().max(64).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});

const Moment = z.iso.datetime();

const AdminTenant = z.object({
  tenant_id: z.string(),
  name: z.string(),
  domain: z.string().nullable(),
  plan_type: z.string().nullable(),
  custom_config: z.object({
    feature_flags: z.record(z.string(), z.boolean()),
    resource_limits: z.record(z.string(), z.number().nullable()),
  }),
  id: z.string(),
  status: z.enum(TENANT_STATUSES),
  suspended_reason: z.enum(SUSPENDED_REASONS).nullable(),
  suspended_note: z.string().nullable(),
  created_at: Moment,
  closed_at: Moment.nullable(),
  /** Until then a closed workspace can be restored. */
  restore_until: Moment.nullable(),
});

export const AdminTenantList = z.object({ tenants: z.array(AdminTenant), next: z.string().nullable() });

export const AdminTenantDetail = AdminTenant.extend({
  /** What to enter at the registrar, for every domain that was claimed. */
  domains: z.array(
    z.object({
      host: z.string(),
      status: z.string(),
      records: z.array(z.object({ type: z.string(), name: z.string(), value: z.string() })),
    }),
  ),
  owners: z.array(z.string()),
  /** Addresses whose invitation to own the workspace is open. */
  invited_owners: z.array(z.string()),
});

export const AdminTenantInspected = AdminTenantDetail.extend({
  /** The plan that holds now, whatever gives it. */
  standing: z.object({ plan: z.string().nullable(), basis: StandingBasis, until: Moment.nullable() }),
  members: z.number().int(),
});
