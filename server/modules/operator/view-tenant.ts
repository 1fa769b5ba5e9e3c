import type { z } from "zod";
import { type PlatformCtx, SUSPENDED_REASONS, TENANT_STATUSES } from "#server/kernel/ctx.ts";
import { notFound } from "#server/kernel/errors.ts";
import { catalogueOf, findPlanGrant } from "../billing/index.ts";
import { domainsOfTenant } from "../domains/index.ts";
import { readTerms } from "../entitlements/index.ts";
import type { AdminTenantDetail, AdminTenantList } from "./tenant-schema.ts";
import { findTenantRow, listInvitedOwners, listOwners, type TenantRow } from "./tenant-store.ts";
import { writeTerms } from "./terms.ts";

type Line = z.input<typeof AdminTenantList>["tenants"][number];

/** @throws AppError `not_found` */
export async function mustFindTenant(ctx: PlatformCtx, name: string): Promise<TenantRow> {
  const row = await findTenantRow(ctx.db, name);
  if (!row) throw notFound(`A workspace ${name}`);
  return row;
}

export async function viewLine(ctx: PlatformCtx, row: TenantRow): Promise<Line> {
  const domains = await domainsOfTenant(ctx, row.id);
  return lineOf(ctx, row, domains.find(({ isPrimary }) => isPrimary)?.host ?? domains[0]?.host ?? null);
}

/** A tenant as the operator sees it, with the caller's transaction where there is one. */
export async function viewTenant(
  ctx: PlatformCtx,
  row: TenantRow,
): Promise<z.input<typeof AdminTenantDetail>> {
  const domains = await domainsOfTenant(ctx, row.id);
  return {
    ...(await viewLine(ctx, row)),
    domains: domains.map(({ host, status, records }) => ({ host, status, records })),
    owners: await listOwners(ctx.db, row.id),
    invited_owners: await listInvitedOwners(ctx.db, row.id, ctx.now()),
  };
}

async function lineOf(ctx: PlatformCtx, row: TenantRow, domain: string | null): Promise<Line> {
  const terms = await readTerms(ctx.db, row.id);
  return {
    tenant_id: row.slug,
    name: row.name,
    domain,
    plan_type: await findPlanGrant(ctx.db, row.id),
    custom_config: writeTerms(catalogueOf(ctx.ports), terms),
    id: row.id,
    status: TENANT_STATUSES.find((each) => each === row.status) ?? "closed",
    suspended_reason: SUSPENDED_REASONS.find((each) => each === row.suspendedReason) ?? null,
    suspended_note: row.suspendedNote,
    created_at: row.createdAt.toISOString(),
    closed_at: row.closedAt?.toISOString() ?? null,
    restore_until: row.eraseAfter?.toISOString() ?? null,
  };
}
