import type { PlatformCtx, TenantInfo } from "#server/kernel/ctx.ts";
import { fieldError } from "#server/kernel/errors.ts";
import { slugProblem } from "./check-slug.ts";
import { deleteSlugHolder } from "./slug-store.ts";
import { insertMembership, insertTenant } from "./store.ts";

/**
 * Creates a tenant with its owner inside the caller's transaction.
 * @param holder to whom the slug was promised, if it was.
 * @throws AppError `invalid_input` at `slug` when it is reserved or taken, also when two race for it.
 */
export async function provisionTenant(
  ctx: PlatformCtx,
  { slug, name, ownerId, holder }: { slug: string; name: string; ownerId: string; holder?: string },
): Promise<TenantInfo> {
  const problem = await slugProblem(ctx, slug, holder);
  if (problem) throw fieldError("slug", problem, { reason: "slug_unavailable" });
  const tenant = { id: ctx.newId(), slug, name };
  if (!(await insertTenant(ctx.db, { ...tenant, createdAt: ctx.now() }))) {
    throw fieldError("slug", "This name is taken.", { reason: "slug_unavailable" });
  }
  if (holder) await deleteSlugHolder(ctx.db, slug);
  const membership = { id: ctx.newId(), tenantId: tenant.id, userId: ownerId, createdAt: ctx.now() };
  await insertMembership(ctx.db, { ...membership, role: "owner" });
  return { ...tenant, status: "active" };
}
