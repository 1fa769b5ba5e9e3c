import type { PlatformCtx, TenantInfo } from "#server/kernel/ctx.ts";
import { fieldError } from "#server/kernel/errors.ts";
import { slugProblem } from "./check-slug.ts";
import { deleteSlugHolder } from "./slug-store.ts";
import { insertMembership, insertTenant } from "./store.ts";

interface NewTenant {
  id?: string;
  slug: string;
  name: string;
  ownerId: string | null;
  holder?: string;
}

/**
 * Creates a tenant with its owner, where there is one yet, inside the caller's transaction.
 * @param holder to whom the slug was promised, if it was.
 * @throws AppError `invalid_input` at `slug` when it is reserved or taken, also when two race for it.
 */
export async function provisionTenant(
  ctx: PlatformCtx,
  { id = ctx.newId(), slug, name, ownerId, holder }: NewTenant,
): Promise<TenantInfo> {
  const problem = await slugProblem(ctx, slug, holder);
  if (problem) throw fieldError("slug", problem, { reason: "slug_unavailable" });
  const tenant = { id, slug, name };
  if (!(await insertTenant(ctx.db, { ...tenant, createdAt: ctx.now() }))) {
    throw fieldError("slug", "This name is taken.", { reason: "slug_unavailable" });
  }
  if (holder) await deleteSlugHolder(ctx.db, slug);
  if (ownerId === null) return { ...tenant, status: "active" };
  const membership = { id: ctx.newId(), tenantId: tenant.id, userId: ownerId, createdAt: ctx.now() };
  await insertMembership(ctx.db, { ...membership, role: "owner" });
  return { ...tenant, status: "active" };
}
