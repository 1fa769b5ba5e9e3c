import { z } from "zod";
import { Catalogue, VERSION_SOURCES } from "../../billing/schema.ts";

const Version = z.coerce.number().int().min(1);

const CatalogueLine = z.object({
  catalogue: z.string(),
  version: z.number(),
  contentHash: z.string(),
  /** `preset`: as shipped. `operator`: published or rolled back by one; a new preset does not replace it. */
  source: z.enum(VERSION_SOURCES),
  /** The operator who published it, by user id; null for a preset. */
  publishedBy: z.string().nullable(),
  /** The version that it brings back. */
  restoredFrom: z.number().nullable(),
  createdAt: z.iso.datetime(),
});

export const CatalogueVersionView = z.object({ ...CatalogueLine.shape, content: Catalogue });

export const CatalogueVersionList = z.object({
  versions: z.array(CatalogueLine),
  next: z.number().nullable(),
});

export const ListCatalogueVersionsInput = z.strictObject({
  /** `next` of the page before. */
  cursor: Version.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const NamedVersion = z.strictObject({ version: Version });

/** The version that the change was made from: when it is not the newest any more, nothing is changed. */
const BasedOn = z.number().int().min(1);

export const PublishCatalogueInput = z.strictObject({ basedOn: BasedOn, content: Catalogue });

export const RollBackCatalogueInput = z.strictObject({ version: Version, basedOn: BasedOn });
