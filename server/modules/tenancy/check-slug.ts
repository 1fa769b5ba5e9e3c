import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { Slug } from "#server/kernel/ids.ts";
import { RESERVED_SLUGS } from "#server/kernel/reserved-slugs.ts";
import { platformQuery } from "#server/kernel/verb.ts";
import { CheckSlugInput, SlugAvailability } from "./schema.ts";
import { findSlugHolder } from "./slug-store.ts";
import { findTenantBySlug, isSlugResting } from "./store.ts";

export const checkSlug = platformQuery({
  verb: "tenant.checkSlug",
  access: "public",
  input: CheckSlugInput,
  output: SlugAvailability,
  async run({ ctx, input }) {
    const parsed = Slug.safeParse(input.slug);
    const slug = parsed.success ? parsed.data : input.slug.trim().toLowerCase();
    const message = parsed.success
      ? await slugProblem(ctx, slug)
      : (parsed.error.issues[0]?.message ?? "This name can't be used.");
    return { slug, isAvailable: message === null, message };
  },
});

/**
 * Why a well-formed slug can't be had, in words for the field; null when it can.
 * @param holder who may take it although it is promised: to them.
 */
export async function slugProblem(
  { db, now }: Pick<PlatformCtx, "db" | "now">,
  slug: string,
  holder: string | null = null,
): Promise<string | null> {
  if (RESERVED_SLUGS.has(slug)) return "This name is reserved.";
  if ((await findTenantBySlug(db, slug)) || (await isSlugResting(db, slug, now())))
    return "This name is taken.";
  const promised = await findSlugHolder(db, slug, now());
  if (promised === null || promised === holder) return null;
  return "Somebody asked for this name within the last hour. Choose another, or come back later.";
}
