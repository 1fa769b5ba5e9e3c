import type { SystemDb } from "#server/kernel/ctx.ts";
import { Slug } from "#server/kernel/ids.ts";
import { RESERVED_SLUGS } from "#server/kernel/reserved-slugs.ts";
import { platformQuery } from "#server/kernel/verb.ts";
import { CheckSlugInput, SlugAvailability } from "./schema.ts";
import { findTenantBySlug } from "./store.ts";

export const checkSlug = platformQuery({
  verb: "tenant.checkSlug",
  access: "public",
  input: CheckSlugInput,
  output: SlugAvailability,
  async run({ ctx, input }) {
    const parsed = Slug.safeParse(input.slug);
    const slug = parsed.success ? parsed.data : input.slug.trim().toLowerCase();
    const message = parsed.success
      ? await slugProblem(ctx.db, slug)
      : (parsed.error.issues[0]?.message ?? "This name can't be used.");
    return { slug, isAvailable: message === null, message };
  },
});

/** Why a well-formed slug can't be had, in words for the field; null when it can. */
export async function slugProblem(db: SystemDb, slug: string): Promise<string | null> {
  if (RESERVED_SLUGS.has(slug)) return "This name is reserved.";
  return (await findTenantBySlug(db, slug)) ? "This name is taken." : null;
}
