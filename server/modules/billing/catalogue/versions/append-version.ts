import type { PlatformCtx } from "#server/kernel/ctx.ts";
import type { Catalogue } from "../catalogue-schema.ts";
import { catalogueHash } from "./catalogue-hash.ts";
import { type CatalogueVersion, insertVersion, type VersionSource } from "./version-store.ts";

interface NewVersion {
  content: Catalogue;
  source: VersionSource;
  restoredFrom?: number;
}

/** Publishes `content` as the version after `newest`: call it under the lock that `newest` was read under. */
export async function appendVersion(
  ctx: PlatformCtx,
  newest: CatalogueVersion | null,
  { content, source, restoredFrom }: NewVersion,
): Promise<CatalogueVersion> {
  const version: CatalogueVersion = {
    catalogue: content.key,
    version: (newest?.version ?? 0) + 1,
    content,
    contentHash: catalogueHash(content),
    source,
    publishedBy: "userId" in ctx.actor ? ctx.actor.userId : null,
    restoredFrom: restoredFrom ?? null,
    createdAt: ctx.now(),
  };
  await insertVersion(ctx.db, version);
  return version;
}

/** What the audit log keeps of a version: the whole of it is in the table. */
export const versionTrace = ({ version, contentHash, source, restoredFrom }: CatalogueVersion) => ({
  version,
  contentHash,
  source,
  ...(restoredFrom === null ? {} : { restoredFrom }),
});
