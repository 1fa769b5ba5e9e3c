import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { fieldError } from "#server/kernel/errors.ts";
import { slugProblem } from "./check-slug.ts";
import { insertSlugHolder } from "./slug-store.ts";

/**
 * Promises a slug to a holder for a while, inside the caller's transaction; asked again by the same holder, for longer.
 * @throws AppError `invalid_input` at `slug` when it is reserved, taken or promised to another, also when two race.
 */
export async function reserveSlug(
  ctx: PlatformCtx,
  { slug, holder, expiresAt }: { slug: string; holder: string; expiresAt: Date },
): Promise<void> {
  const problem = await slugProblem(ctx, slug, holder);
  if (problem) throw fieldError("slug", problem, { reason: "slug_unavailable" });
  if (await insertSlugHolder(ctx.db, { slug, holder, expiresAt, now: ctx.now() })) return;
  throw fieldError("slug", "This name is taken.", { reason: "slug_unavailable" });
}
